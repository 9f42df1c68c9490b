package dev.hayase.log.admission;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How fast requests are answered lately, and so when somebody who found no room may come again.
///
/// Thread-safe.
public final class Pace {
  private static final double WEIGHT = 0.2;
  private static final long SECOND = 1_000_000_000L;
  private static final long MOST_SECONDS = 60;

  private final RandomGenerator random;
  private double bytesPerSecond;
  private long sinceNanos;
  private long bytes;

  public Pace(RandomGenerator random, long nowNanos) {
    this.random = random;
    sinceNanos = nowNanos;
  }

  /// Some bytes are dealt with.
  public synchronized void answered(long answered, long nowNanos) {
    bytes += answered;
    long elapsed = nowNanos - sinceNanos;
    if (elapsed >= SECOND) {
      double now = bytes * (double) SECOND / elapsed;
      bytesPerSecond = bytesPerSecond == 0 ? now : bytesPerSecond + WEIGHT * (now - bytesPerSecond);
      bytes = 0;
      sinceNanos = nowNanos;
    }
  }

  /// When to come again: when what is here will be dealt with, and half as long again at most, so
  /// that not everybody comes at once. Whole seconds, from 1 to 60.
  ///
  /// @param waiting bytes that are to be dealt with before
  public synchronized Duration retryAfter(long waiting) {
    double drain = bytesPerSecond < 1 ? 1 : waiting / bytesPerSecond;
    double jittered = drain * (1 + random.nextDouble() / 2) + random.nextDouble();
    return Duration.ofSeconds(Math.clamp((long) Math.ceil(jittered), 1, MOST_SECONDS));
  }
}
