package dev.hayase.cdc;

import dev.hayase.cdc.SourceStatus.Table;
import dev.hayase.cdc.SourceStatus.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far an initial snapshot is, over all of a source's tables.
///
/// @param rowsExpected by the server's statistics, and at least as many as were read
/// @param secondsLeft if the rest is read as fast as what was read; null before the first row, and
///   where the statistics are exceeded
record SnapshotProgress(long rowsRead, long rowsExpected, @Nullable Long secondsLeft) {

  /// Empty when there is none just now.
  static Optional<SnapshotProgress> of(SourceStatus.View view, Instant now) {
    return view.snapshotBegan()
        .map(began -> {
          long read = view.tables().stream().mapToLong(Table::rowsScanned).sum();
          long expected =
              view.tables().stream()
                  .filter(t -> t.state() != TableState.EXCLUDED)
                  .mapToLong(t -> Math.max(t.rowsScanned(), t.rowsEstimated()))
                  .sum();
          double seconds = Duration.between(began, now).toMillis() / 1e3;
          return new SnapshotProgress(
              read,
              expected,
              read == 0 || expected == read
                  ? null
                  : Math.round(seconds * (expected - read) / read));
        });
  }
}
