/// The time by which everything in the emulator is judged, which tests may set.
@NullMarked
package dev.hayase.emulator.clock;

import org.jspecify.annotations.NullMarked;
