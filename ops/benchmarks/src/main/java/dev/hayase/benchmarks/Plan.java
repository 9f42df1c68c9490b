package dev.hayase.benchmarks;

import java.time.Duration;

/// How much is measured.
///
/// @param rounds each measures every server once; medians are taken over them
/// @param length of one measurement
/// @param connections that write side by side, as a loader has one for each partition
/// @param rowsPerRequest 500 rows of 170 bytes are 85 kB, as the loader and Google's examples send
record Plan(int rounds, Duration length, int connections, int rowsPerRequest) {
  Plan {
    if (rounds < 1 || !length.isPositive() || connections < 1 || rowsPerRequest < 1) {
      throw new IllegalArgumentException(
          "rounds, length, connections and rows per request must be above zero: "
              + rounds
              + ", "
              + length
              + ", "
              + connections
              + ", "
              + rowsPerRequest);
    }
  }
}
