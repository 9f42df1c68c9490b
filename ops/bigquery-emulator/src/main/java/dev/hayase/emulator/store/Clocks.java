package dev.hayase.emulator.store;

import java.time.Instant;

/// Instants as BigQuery counts them.
final class Clocks {
  private Clocks() {}

  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
  }
}
