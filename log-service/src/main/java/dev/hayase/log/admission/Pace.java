package dev.hayase.log.admission;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long requests take lately, and so when somebody who found no room may come again: what is
/// here now will be dealt with in the time that a request takes (Little's law), however many there
/// are.
///
/// Thread-safe.
public final class Pace {
  private static final double WEIGHT = 1.0 / 16;
  private static final double SECOND = 1e9;
  private static final long MOST_SECONDS = 60;

  private final RandomGenerator random;
  private double nanos;

  public Pace(RandomGenerator random) {
    this.random = random;
  }

  /// A request was answered.
  ///
  /// @param tookNanos since when all of it was here
  public synchronized void answered(long tookNanos) {
    nanos += WEIGHT * (tookNanos - nanos);
  }

  /// When to come again, and half as long again at most, so that not everybody comes at once. Whole
  /// seconds, from 1 to 60.
  public synchronized Duration retryAfter() {
    double seconds = nanos / SECOND;
    double jittered = seconds * (1 + random.nextDouble() / 2) + random.nextDouble();
    return Duration.ofSeconds(Math.clamp((long) Math.ceil(jittered), 1, MOST_SECONDS));
  }
}
