package dev.hayase.benchmarks.sink;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// So many rows a second, whoever sends them, in the order in which they came: what is more waits,
/// and is answered late. Without a limit everything is answered at once.
final class Capacity {
  private static final double NANOS = 1e9;

  private final ScheduledExecutorService answering =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("capacity").factory());
  private double rowsPerSecond;
  private long freeNanos = System.nanoTime();

  /// From now on; 0 is without limit.
  synchronized void limit(double newRowsPerSecond) {
    rowsPerSecond = newRowsPerSecond;
    freeNanos = System.nanoTime();
  }

  /// Has this done when the rows are through.
  synchronized void pass(int rows, Runnable answer) {
    if (rowsPerSecond == 0) {
      answer.run();
      return;
    }
    long now = System.nanoTime();
    freeNanos = Math.max(freeNanos, now) + (long) (rows / rowsPerSecond * NANOS);
    var _ = answering.schedule(answer, freeNanos - now, TimeUnit.NANOSECONDS);
  }
}
