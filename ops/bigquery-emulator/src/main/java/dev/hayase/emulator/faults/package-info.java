/// Which fault applies to which call. Pure: [FaultBook][dev.hayase.emulator.faults.FaultBook]
/// decides, room `wire` does it.
@NullMarked
package dev.hayase.emulator.faults;

import org.jspecify.annotations.NullMarked;
