package dev.hayase.benchmarks.sink;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// How old rows were when they were acknowledged, to the millisecond.
final class Ages {
  private static final int LONGEST_MILLIS = 120_000;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(LONGEST_MILLIS + 1);

  void add(long millis) {
    counts.incrementAndGet(Math.clamp(millis, 0, LONGEST_MILLIS));
  }

  /// The age that this share of the rows did not exceed.
  int percentile(double share) {
    long wanted = (long) Math.ceil(share * count());
    long passed = 0;
    for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
      passed += counts.get(millis);
      if (passed >= wanted) {
        return millis;
      }
    }
    return LONGEST_MILLIS;
  }

  long count() {
    long all = 0;
    for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
      all += counts.get(millis);
    }
    return all;
  }
}
