/// BigQuery on this machine. [Emulator][dev.hayase.emulator.Emulator] runs it inside a process,
/// [EmulatorMain][dev.hayase.emulator.EmulatorMain] as one.
@NullMarked
package dev.hayase.emulator;

import org.jspecify.annotations.NullMarked;
