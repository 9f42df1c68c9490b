/// A BigQuery emulator for JUnit tests.
/// [BigQueryEmulator][dev.hayase.emulator.junit.BigQueryEmulator] starts one or finds one and hands
/// out clients, [Faults][dev.hayase.emulator.junit.Faults] and
/// [Clock][dev.hayase.emulator.junit.Clock].
@NullMarked
package dev.hayase.emulator.junit;

import org.jspecify.annotations.NullMarked;
