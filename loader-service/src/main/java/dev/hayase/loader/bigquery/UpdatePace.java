package dev.hayase.loader.bigquery;

import dev.hayase.loader.table.TableRef;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps updates of one table's description within BigQuery's limit: five in ten seconds.
final class UpdatePace {
  /// Ten seconds, wherever they begin, touch at most five of these.
  private static final Duration BETWEEN = Duration.ofMillis(2_500);

  private static final RateLimiterConfig ONE_AT_A_TIME =
      RateLimiterConfig.custom()
          .limitForPeriod(1)
          .limitRefreshPeriod(BETWEEN)
          .timeoutDuration(Duration.ofHours(1))
          .build();

  private final Map<TableRef, RateLimiter> limiters = new ConcurrentHashMap<>();

  /// Takes the table's next turn.
  ///
  /// @return how long it is until then
  Duration reserve(TableRef table) {
    RateLimiter limiter =
        limiters.computeIfAbsent(table, t -> RateLimiter.of(t.toString(), ONE_AT_A_TIME));
    return Duration.ofNanos(limiter.reservePermission());
  }

  /// Waits for the table's next turn.
  void await(TableRef table) throws InterruptedException {
    Thread.sleep(reserve(table));
  }
}
