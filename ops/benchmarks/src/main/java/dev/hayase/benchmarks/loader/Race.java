package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.sink.Sink;
import dev.hayase.benchmarks.sink.Sink.Progress;
import dev.hayase.benchmarks.workload.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Watches one contender: how fast it drains, how far behind it is at a pace.
final class Race {
  private static final long WARM_UP_SHARE = 2;
  private static final long LOOK_MILLIS = 20;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(90).toNanos();
  private static final int LAST_LINES = 30;
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Sink sink;
  private final Input input;
  private final Running running;

  Race(Cluster cluster, Sink sink, Input input, Running running) {
    this.cluster = cluster;
    this.sink = sink;
    this.input = input;
    this.running = running;
  }

  /// Waits until it has drained the topics, and has committed so.
  Drain drain(long rows) throws InterruptedException {
    Progress first = awaitRows(1);
    Progress warm = awaitRows(rows / WARM_UP_SHARE);
    double cpu = running.cpuSeconds();
    Progress last = awaitRows(rows);
    cpu = running.cpuSeconds() - cpu;
    awaitCommits();
    long all = sink.progress().rows();
    if (all != rows || last.misplaced() > 0) {
      throw new IllegalStateException(
          running.process().name()
              + " wrote "
              + all
              + " of "
              + rows
              + " rows, "
              + last.misplaced()
              + " requests at a wrong offset; see "
              + running.process().log());
    }
    long measured = last.rows() - warm.rows();
    return new Drain(
        rate(warm, last), rate(first, last), cpu / measured * 1e6, running.peakBytes());
  }

  private static double rate(Progress from, Progress to) {
    return (to.rows() - from.rows()) * 1e9 / Math.max(1, to.lastNanos() - from.lastNanos());
  }

  /// Offers rows at a pace and measures how old they are when they are acknowledged.
  Sink.Latency follow(Feed feed, double rowsPerSecond, Duration length)
      throws InterruptedException {
    long _ = feed.pace(rowsPerSecond, SETTLING);
    awaitCommits();
    sink.reset(true);
    long rows = feed.pace(rowsPerSecond, length);
    awaitRows(rows);
    return sink.latency();
  }

  private Progress awaitRows(long rows) throws InterruptedException {
    Progress seen = sink.progress();
    long movedNanos = System.nanoTime();
    while (seen.rows() < rows) {
      Thread.sleep(LOOK_MILLIS);
      Progress now = sink.progress();
      if (now.rows() > seen.rows()) {
        movedNanos = System.nanoTime();
      }
      seen = now;
      check(movedNanos, seen.rows() + " of " + rows + " rows came");
    }
    return seen;
  }

  private void awaitCommits() throws InterruptedException {
    long lag = cluster.lag(input, running.group());
    long movedNanos = System.nanoTime();
    while (lag > 0) {
      Thread.sleep(LOOK_MILLIS);
      long now = cluster.lag(input, running.group());
      if (now != lag) {
        movedNanos = System.nanoTime();
      }
      lag = now;
      check(movedNanos, lag + " offsets are not committed");
    }
  }

  private void check(long movedNanos, String state) {
    if (!running.process().isAlive() || System.nanoTime() - movedNanos > PATIENCE_NANOS) {
      throw new IllegalStateException(
          running.process().name()
              + (running.process().isAlive() ? " stands still: " : " has died: ")
              + state
              + "; the end of "
              + running.process().log()
              + ":\n"
              + end(running.process().log()));
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
