/// Data that is not protobuf: CSV, JSON and Parquet become rows, or are refused in the words of a
/// load job. Start with [LoadFormat][dev.hayase.emulator.load.LoadFormat] and
/// [JsonRows][dev.hayase.emulator.load.JsonRows].
@NullMarked
package dev.hayase.emulator.load;

import org.jspecify.annotations.NullMarked;
