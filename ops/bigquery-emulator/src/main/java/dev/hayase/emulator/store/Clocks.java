package dev.hayase.emulator.store;

import java.time.Instant;

/// Instants as BigQuery counts them.
final class Clocks {
  private Clocks() {}

  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
