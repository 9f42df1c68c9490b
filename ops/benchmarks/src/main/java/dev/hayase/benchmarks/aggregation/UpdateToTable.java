package dev.hayase.benchmarks.aggregation;

import dev.hayase.benchmarks.sink.Sink;
import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalEmulator;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// From an update's being made to the acknowledgement of the row that follows from it: through the
/// source's topic, the aggregation-service, its topic, and the loader-service, all with their
/// defaults.
final class UpdateToTable {
  static final double UPDATES_PER_SECOND = 1000;

  private static final String TABLE = "membership_status";
  private static final Duration SETTLING = Duration.ofSeconds(10);
  private static final Duration STEP = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Map<String, String> SECRETS = Map.of("NOBODYS_PASSWORD", "none");

  private final HayaseHome home;
  private final Path folder;

  /// @param parent for data and logs, in a folder of its own
  UpdateToTable(HayaseHome home, Path parent) {
    this.home = home;
    this.folder = parent.resolve("update-to-table");
  }

  /// Ages of the rows of so long a time.
  Sink.Latency measure(Duration length) throws InterruptedException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
        LocalEmulator tables =
            LocalEmulator.start(home, folder.resolve("tables"), folder.resolve("tables.log"));
        Sink sink = Sink.start(folder);
        Progress progress = new Progress(broker.bootstrapServers())) {
      progress.create(Topics.SCHEMAS, 1, Map.of("cleanup.policy", "compact"));
      progress.create(
          Updates.TOPIC, Updates.PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
      Path pipeline = pipeline(broker.bootstrapServers(), tables.restEndpoint(), sink.endpoint());
      try (LocalService _ =
              LocalService.aggregation(
                  home,
                  pipeline,
                  SECRETS,
                  folder.resolve("aggregation.log"),
                  folder.resolve("state"));
          LocalService _ =
              LocalService.loader(home, pipeline, SECRETS, folder.resolve("loader.log"));
          Updates updates = new Updates(broker.bootstrapServers())) {
        return measure(updates, sink, length);
      }
    }
  }

  private Sink.Latency measure(Updates updates, Sink sink, Duration length)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!sink.rowsByTable().containsKey(TABLE)) {
      updates.pace(UPDATES_PER_SECOND, STEP);
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException("No result has come to the table; see " + folder);
      }
    }
    updates.pace(UPDATES_PER_SECOND, SETTLING);
    // Not those of the source's own table, which is loaded, too.
    sink.resetWithAgesOf(TABLE);
    updates.pace(UPDATES_PER_SECOND, length);
    return sink.latency();
  }

  private Path pipeline(String kafka, String rest, String grpc) {
    Path pipeline = folder.resolve("pipeline.yaml");
    Contender.write(
        pipeline,
        """
        version: 1
        kafka:
          bootstrap-servers: "%s"
        bigquery:
          project: benchmark
          dataset: d
          endpoint: {rest: "%s", grpc: "%s"}
        sources:
          shop:
            type: postgresql
            host: nowhere
            database: shop
            username: nobody
            password: "${NOBODYS_PASSWORD}"
            tls: {mode: disable}
            tables: ["public.*"]
        aggregations:
          %s:
            from: %s
            latest: {by: [learner]}
        """
            .formatted(kafka, rest, grpc, TABLE, Updates.TOPIC));
    return pipeline;
  }
}
