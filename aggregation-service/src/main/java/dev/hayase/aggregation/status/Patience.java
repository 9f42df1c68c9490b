package dev.hayase.aggregation.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long to wait before the next try, and when to give up. Not thread-safe.
public final class Patience {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(5);
  private static final int DEFECTS = 3;

  private Duration next = FIRST;
  private Instant last = Instant.EPOCH;
  private int defects;

  /// Something failed that may pass.
  public Duration failed(Instant now) {
    forgive(now);
    Duration pause = next;
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    return pause;
  }

  /// Something failed that should not be possible.
  ///
  /// @return empty when it did so too often
  public Optional<Duration> surprised(Instant now) {
    Duration pause = failed(now);
    defects++;
    return defects > DEFECTS ? Optional.empty() : Optional.of(pause);
  }

  private void forgive(Instant now) {
    if (now.isAfter(last.plus(FORGIVEN_AFTER))) {
      next = FIRST;
      defects = 0;
    }
    last = now;
  }
}
