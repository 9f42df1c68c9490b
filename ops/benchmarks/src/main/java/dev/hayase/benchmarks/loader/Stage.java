package dev.hayase.benchmarks.loader;

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

/// A broker, a sink, an emulator that describes tables, and a loader-service with its defaults
/// between them, for what is measured of it alone.
final class Stage implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration STEP = Duration.ofMillis(200);

  private final HayaseHome home;
  private final Path folder;
  private final LocalBroker broker;
  private final LocalEmulator tables;
  private final Sink sink;
  private final Cluster cluster;

  /// Topics whose tables are named as they begin, numbered, with one priority.
  record Topics(String name, int count, String priority) {
    List<String> names() {
      return IntStream.range(0, count).mapToObj(t -> "events.stage." + name + t).toList();
    }
  }

  /// What the sink is asked.
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  Stage(HayaseHome home, Path parent, String name) throws InterruptedException {
    this.home = home;
    this.folder = parent.resolve(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    broker = LocalBroker.start(folder.resolve("kafka"));
    tables = LocalEmulator.start(home, folder.resolve("tables"), folder.resolve("tables.log"));
    sink = Sink.start(folder);
    cluster = new Cluster(broker.bootstrapServers());
    cluster.createSchemas();
  }

  String kafka() {
    return broker.bootstrapServers();
  }

  Sink sink() {
    return sink;
  }

  /// Makes the topics and starts the loader of them.
  Running load(List<Topics> topics) throws InterruptedException {
    for (Topics some : topics) {
      cluster.create(some.names());
    }
    LocalService service =
        LocalService.loader(
            home,
            pipeline(topics),
            Map.of("NOBODYS_PASSWORD", "none"),
            folder.resolve("hayase.log"),
            Contender.HEAP);
    return new Running(service.process(), "hayase");
  }

  /// Waits until it holds.
  void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "It takes too long; so far are loaded: " + sink.rowsByTable());
      }
      Thread.sleep(STEP);
    }
  }

  private Path pipeline(List<Topics> topics) {
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
                .formatted(broker.bootstrapServers(), tables.restEndpoint(), sink.endpoint()));
    for (Topics some : topics) {
      for (int t = 0; t < some.count(); t++) {
        yaml.append(
            "  %s: {format: json, schema: fields.json, integer-times: microseconds, table: %s%d, priority: %s}\n"
                .formatted(some.names().get(t), some.name(), t, some.priority()));
      }
    }
    try {
      Files.writeString(folder.resolve("fields.json"), Input.INT.fields());
      return Files.writeString(folder.resolve("pipeline.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }

  @Override
  public void close() {
    cluster.close();
    sink.close();
    tables.close();
    broker.close();
  }
}
