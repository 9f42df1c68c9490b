package dev.hayase.loader.delivery;

import dev.hayase.loader.outcome.Verdict.Pace;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How long to wait before the next attempt. Pauses grow and are spread, so that many tables do not
/// return at once.
public final class Pauses {
  private static final double GROWTH = 2;
  private static final double SPREAD = 0.3;

  private final Map<Pace, IntervalFunction> intervals = new EnumMap<>(Pace.class);

  /// The pauses of a running service.
  public Pauses() {
    intervals.put(Pace.TRANSIENT, growing(Duration.ofMillis(100), Duration.ofSeconds(30)));
    intervals.put(Pace.QUOTA, growing(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    intervals.put(Pace.SCHEMA, growing(Duration.ofMillis(250), Duration.ofSeconds(5)));
    intervals.put(Pace.SETUP, growing(Duration.ofSeconds(2), Duration.ofMinutes(1)));
  }

  private static IntervalFunction growing(Duration first, Duration longest) {
    return IntervalFunction.ofExponentialRandomBackoff(first, GROWTH, SPREAD, longest);
  }

  /// Milliseconds before the attempt that follows the `failures`-th failure in a row.
  long millis(Pace pace, int failures) {
    IntervalFunction interval = intervals.get(pace);
    if (interval == null) {
      throw new IllegalStateException("No interval for " + pace);
    }
    return interval.apply(Math.min(failures, 30));
  }
}
