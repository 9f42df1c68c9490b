/// The emulator's own REST interface, `/emulator/v1`: orders and lifts faults, sets the clock.
/// Faults do not happen to it.
@NullMarked
package dev.hayase.emulator.control;

import org.jspecify.annotations.NullMarked;
