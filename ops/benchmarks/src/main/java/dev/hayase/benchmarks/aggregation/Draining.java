package dev.hayase.benchmarks.aggregation;

import dev.hayase.benchmarks.aggregation.AggregationFigures.Drain;
import dev.hayase.benchmarks.aggregation.Contender.Running;
import dev.hayase.benchmarks.aggregation.Progress.Committed;
import java.time.Duration;

/// Watches a contender until everything is read, repartitioned and told.
///
/// It counts from the middle of the changes, since in a process that is seconds old the compilers
/// take more time than the work.
final class Draining {
  private static final long LOOK_MILLIS = 50;
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Progress progress;
  private final Contender contender;
  private final Running running;

  Draining(Progress progress, Contender contender, Running running) {
    this.progress = progress;
    this.contender = contender;
    this.running = running;
  }

  Drain drain(long changes) throws InterruptedException {
    Committed seen = new Committed(0, 0);
    long moved = System.nanoTime();
    long half = 0;
    long atHalf = 0;
    double cpu = 0;
    double cpuMoved = 0;
    while (seen.source() < changes || System.nanoTime() - moved < QUIET.toNanos()) {
      Thread.sleep(LOOK_MILLIS);
      Committed now = progress.committed(contender.group());
      if (now.all() != seen.all()) {
        moved = System.nanoTime();
        cpuMoved = running.cpuSeconds();
      }
      if (half == 0 && now.source() >= changes / 2) {
        half = System.nanoTime();
        atHalf = now.source();
        cpu = running.cpuSeconds();
      }
      seen = now;
      if (!running.process().isAlive() || System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%s %s at %,d of %,d changes; see %s"
                .formatted(
                    contender.code(),
                    running.process().isAlive() ? "stands still" : "has died",
                    seen.source(),
                    changes,
                    running.process().log()));
      }
    }
    long measured = changes - atHalf;
    return new Drain(
        measured * 1e9 / Math.max(1, moved - half),
        (cpuMoved - cpu) / Math.max(1, measured) * 1e6,
        running.peakBytes());
  }
}
