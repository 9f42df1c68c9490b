package dev.hayase.engine.window;

import java.time.Duration;
import java.time.Instant;

/// Microseconds, the finest that BigQuery knows.
final class Micros {
  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  static long of(Instant time) {
    return time.getEpochSecond() * PER_SECOND + time.getNano() / 1000;
  }

  static long of(Duration duration) {
    return duration.toSeconds() * PER_SECOND + duration.toNanosPart() / 1000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
  }
}
