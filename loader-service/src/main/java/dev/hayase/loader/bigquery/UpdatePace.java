package dev.hayase.loader.bigquery;

import dev.hayase.records.table.TableRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps updates of one table's description within BigQuery's limit: five in ten seconds.
final class UpdatePace {
  /// Ten seconds, wherever they begin, hold at most five turns.
  private static final Duration BETWEEN = Duration.ofMillis(2_501);

  private final InstantSource clock;
  private final Map<TableRef, Instant> last = new ConcurrentHashMap<>();

  UpdatePace(InstantSource clock) {
    this.clock = clock;
  }

  /// Takes the table's next turn.
  ///
  /// @return how long it is until then
  Duration reserve(TableRef table) {
    Instant now = clock.instant();
    Instant turn =
        last.merge(
            table,
            now,
            (before, _) -> {
              Instant next = before.plus(BETWEEN);
              return next.isAfter(now) ? next : now;
            });
    return Duration.between(now, turn);
  }

  /// Waits for the table's next turn.
  void await(TableRef table) throws InterruptedException {
    Thread.sleep(reserve(table));
  }
}
