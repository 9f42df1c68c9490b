package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.process.ProcessFigures;
import dev.hayase.local.process.ChildProcess;
import java.time.Duration;

/// A contender's process, and what Linux says of it.
///
/// @param group by which it consumes
record Running(ChildProcess process, String group) implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /// User and system time so far.
  double cpuSeconds() {
    return new ProcessFigures(process).cpuSeconds();
  }

  /// The most resident memory that it had.
  long peakBytes() {
    return new ProcessFigures(process).peakBytes();
  }

  @Override
  public void close() {
    process.stop(STOP_LIMIT);
  }
}
