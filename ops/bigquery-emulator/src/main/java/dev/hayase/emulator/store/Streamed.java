package dev.hayase.emulator.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What DML and `INFORMATION_SCHEMA` ask a table about the rows that the Storage Write API gave it.
///
/// A single row can be asked, too: its hidden column [#AT] holds when it was streamed, in
/// microseconds of the emulator's clock, and 0 when a statement or a job wrote it.
///
/// @param changes whether the table has had UPSERT streams; BigQuery then refuses with `invalid`:
///   "DELETE/UPDATE/MERGE DMLs are currently not supported over tables that had UPSERT streams."
///   ([artie-labs/transfer#1035](https://github.com/artie-labs/transfer/issues/1035))
/// @param last when rows were last streamed, by the emulator's clock
/// @param applyWatermark up to when changes are applied: here the present, as every reader sees
///   every acknowledged change
public record Streamed(boolean changes, Optional<Instant> last, Optional<Instant> applyWatermark) {
  /// The hidden column, quoted, that says when a row was streamed.
  public static final String AT = "\"$at\"";

  /// For how long BigQuery refuses to change a streamed row by UPDATE, DELETE, MERGE or TRUNCATE
  /// ([limitations of DML](https://cloud.google.com/bigquery/docs/data-manipulation-language)).
  public static final Duration UNCHANGEABLE = Duration.ofMinutes(30);

  /// Whether some row may be too young to be changed.
  public boolean recently(Instant now) {
    return last.filter(at -> at.isAfter(now.minus(UNCHANGEABLE))).isPresent();
  }

  /// The value of [#AT] from which on a row is too young to be changed.
  public static long unchangeableSince(Instant now) {
    return Clocks.micros(now.minus(UNCHANGEABLE)) + 1;
  }
}
