package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.loader.PriorityFeed.Share;
import dev.hayase.benchmarks.sink.Sink;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalEmulator;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A sink that takes so many rows a second, three times as many offered, and some tables of high
/// priority among them, which get half of what the sink takes: whether their rows stay fresh, and
/// whether the others get what is left, each of them.
final class PriorityBenchmark {
  private static final double CAPACITY = 9_000;
  private static final double OFFERED = 3 * CAPACITY;
  private static final double HIGH_OFFERED = CAPACITY / 2;
  private static final int HIGH_TABLES = 4;
  private static final int NORMAL_TABLES = 16;
  private static final String HIGH = "high";
  private static final String NORMAL = "normal";
  private static final String EVENTS = "events.priority.";
  private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(4);
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final HayaseHome home;
  private final Duration length;

  /// @param length how long latency is measured
  PriorityBenchmark(HayaseHome home, Duration length) {
    this.home = home;
    this.length = length;
  }

  /// @param parent for data and logs
  PriorityFigures run(Path parent) throws InterruptedException {
    Path folder = folder(parent);
    try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
        LocalEmulator tables =
            LocalEmulator.start(home, folder.resolve("tables"), folder.resolve("tables.log"));
        Sink sink = Sink.start(folder);
        Cluster cluster = new Cluster(broker.bootstrapServers())) {
      cluster.createSchemas();
      cluster.create(topics(HIGH, HIGH_TABLES));
      cluster.create(topics(NORMAL, NORMAL_TABLES));
      Path pipeline =
          pipeline(folder, broker.bootstrapServers(), tables.restEndpoint(), sink.endpoint());
      try (Running _ = start(pipeline, folder)) {
        return measure(sink, broker.bootstrapServers());
      }
    }
  }

  private static Path folder(Path parent) {
    try {
      return Files.createDirectory(parent.resolve("priority"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + parent, e);
    }
  }

  private Running start(Path pipeline, Path folder) {
    LocalService service =
        LocalService.loader(
            home,
            pipeline,
            Map.of("NOBODYS_PASSWORD", "none"),
            folder.resolve("hayase.log"),
            Contender.HEAP);
    return new Running(service.process(), "hayase");
  }

  private PriorityFigures measure(Sink sink, String kafka) throws InterruptedException {
    List<Share> shares =
        List.of(
            new Share(topics(HIGH, HIGH_TABLES), HIGH_OFFERED),
            new Share(topics(NORMAL, NORMAL_TABLES), OFFERED - HIGH_OFFERED));
    try (PriorityFeed feed = new PriorityFeed(kafka, shares)) {
      awaitAllTables(sink);
      sink.limit(CAPACITY);
      Thread.sleep(SETTLING);
      sink.resetWithAgesOf(HIGH);
      long start = System.nanoTime();
      Thread.sleep(length);
      Map<String, Long> rows = sink.rowsByTable();
      double seconds = (System.nanoTime() - start) / 1e9;
      feed.check();
      long all = rows.values().stream().mapToLong(Long::longValue).sum();
      long[] normal =
          IntStream.range(0, NORMAL_TABLES)
              .mapToLong(t -> rows.getOrDefault(NORMAL + t, 0L))
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

  /// Until each table was made and has rows.
  private static void awaitAllTables(Sink sink) throws InterruptedException {
    long deadline = System.nanoTime() + WARM_UP_LIMIT.toNanos();
    while (sink.rowsByTable().size() < HIGH_TABLES + NORMAL_TABLES) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Only " + sink.rowsByTable() + " are loaded");
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  private static List<String> topics(String name, int count) {
    return IntStream.range(0, count).mapToObj(t -> EVENTS + name + t).toList();
  }

  private static Path pipeline(Path folder, String kafka, String rest, String grpc) {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            kafka:
              bootstrap-servers: "%s"
            bigquery:
              project: benchmark
              dataset: d
              endpoint: {rest: "%s", grpc: "%s"}
            topics:
            """
                .formatted(kafka, rest, grpc));
    declare(yaml, HIGH, HIGH_TABLES, "high");
    declare(yaml, NORMAL, NORMAL_TABLES, "normal");
    try {
      Files.writeString(folder.resolve("fields.json"), Input.INT.fields());
      return Files.writeString(folder.resolve("pipeline.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }

  private static void declare(StringBuilder yaml, String name, int count, String priority) {
    for (int t = 0; t < count; t++) {
      yaml.append(
          "  %s%s%d: {format: json, schema: fields.json, integer-times: microseconds, table: %s%d, priority: %s}\n"
              .formatted(EVENTS, name, t, name, t, priority));
    }
  }
}
