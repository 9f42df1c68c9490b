package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.loader.PriorityFeed.Share;
import dev.hayase.benchmarks.loader.Stage.Topics;
import dev.hayase.benchmarks.sink.Sink;
import dev.hayase.local.HayaseHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A sink that takes so many rows a second, three times as many offered, and some tables of high
/// priority among them, which get half of what the sink takes: whether their rows stay fresh, and
/// whether the others get what is left, each of them.
///
/// @param length how long latency is measured
record PriorityBenchmark(HayaseHome home, Duration length) {
  private static final double CAPACITY = 9_000;
  private static final double OFFERED = 3 * CAPACITY;
  private static final double HIGH_OFFERED = CAPACITY / 2;
  private static final Topics HIGH = new Topics("high", 4, "high");
  private static final Topics NORMAL = new Topics("normal", 16, "normal");
  private static final Duration SETTLING = Duration.ofSeconds(15);

  /// @param parent for data and logs
  PriorityFigures run(Path parent) throws InterruptedException {
    try (Stage stage = new Stage(home, parent, "priority");
        Running _ = stage.load(List.of(HIGH, NORMAL))) {
      warmUp(stage);
      return measure(stage);
    }
  }

  /// Makes each table, and leaves nothing over: a backlog from before would be measured, too.
  private static void warmUp(Stage stage) throws InterruptedException {
    long written;
    try (PriorityFeed feed = new PriorityFeed(stage.kafka(), shares(0.2))) {
      stage.await(() -> stage.sink().rowsByTable().size() == HIGH.count() + NORMAL.count());
      Thread.sleep(SETTLING);
      written = feed.end();
    }
    stage.await(() -> stage.sink().progress().rows() >= written);
  }

  private PriorityFigures measure(Stage stage) throws InterruptedException {
    Sink sink = stage.sink();
    sink.limit(CAPACITY);
    try (PriorityFeed feed = new PriorityFeed(stage.kafka(), shares(1))) {
      Thread.sleep(SETTLING);
      sink.resetWithAgesOf(HIGH.name());
      long start = System.nanoTime();
      Thread.sleep(length);
      Map<String, Long> rows = sink.rowsByTable();
      double seconds = (System.nanoTime() - start) / 1e9;
      feed.check();
      long all = rows.values().stream().mapToLong(Long::longValue).sum();
      long[] normal =
          IntStream.range(0, NORMAL.count())
              .mapToLong(t -> rows.getOrDefault(NORMAL.name() + t, 0L))
              .sorted()
              .toArray();
      return new PriorityFigures(
          sink.latency(),
          CAPACITY,
          OFFERED,
          all / seconds / CAPACITY,
          normal[0],
          normal[normal.length - 1]);
    }
  }

  private static List<Share> shares(double part) {
    return List.of(
        new Share(HIGH.names(), part * HIGH_OFFERED),
        new Share(NORMAL.names(), part * (OFFERED - HIGH_OFFERED)));
  }
}
