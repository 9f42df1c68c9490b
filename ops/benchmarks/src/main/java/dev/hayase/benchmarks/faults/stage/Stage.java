package dev.hayase.benchmarks.faults.stage;

import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LoaderImage;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalEmulator;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalPipeline;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A broker, BigQuery's emulator and loaders of one group, each a process of its own, under one
/// folder.
public final class Stage implements AutoCloseable {
  /// How many loaders there are while all is well.
  public static final int LOADERS = 2;

  private static final Map<String, String> ENVIRONMENT = Map.of("NO_PASSWORD", "unused");

  private final Path folder;
  private final LocalBroker broker;
  private final LocalEmulator emulator;
  private final LoaderGroup group;
  private final List<LocalService> loaders = new ArrayList<>();

  /// One for each loader.
  private final List<LoaderImage> images = new ArrayList<>();

  private Stage(Path folder, LocalBroker broker, LocalEmulator emulator) {
    this.folder = folder;
    this.broker = broker;
    this.emulator = emulator;
    this.group = new LoaderGroup(broker.bootstrapServers());
  }

  /// Starts everything; returns when it answers.
  ///
  /// @param beside where the second loader was built: another version of it, or the same
  public static Stage start(
      HayaseHome home, HayaseHome beside, Path folder, List<WorkloadTable> tables)
      throws InterruptedException {
    CompletableFuture<LocalEmulator> emulator =
        CompletableFuture.supplyAsync(
            () -> LocalEmulator.start(home, folder.resolve("bigquery"), log(folder, "bigquery")));
    LocalBroker broker = LocalBroker.start(folder.resolve("kafka"), log(folder, "kafka"));
    Stage stage = new Stage(folder, broker, emulator.join());
    try {
      stage.createTopics(tables);
      stage.writePipeline(tables);
      LoaderImage image = stage.makeImage(home, "loader-service");
      stage.images.add(image);
      stage.images.add(beside.equals(home) ? image : stage.makeImage(beside, "loader-beside"));
      for (int i = 0; i < LOADERS; i++) {
        stage.loaders.add(stage.startLoader("loader-" + i, stage.images.get(i)));
      }
      return stage;
    } catch (RuntimeException | InterruptedException e) {
      stage.close();
      throw e;
    }
  }

  private LoaderImage makeImage(HayaseHome home, String name) throws InterruptedException {
    return LoaderImage.make(
        home, folder.resolve(name), pipeline(), ENVIRONMENT, log(folder, name + "-image"));
  }

  private void createTopics(List<WorkloadTable> tables) {
    group.createTopic(Topics.SCHEMAS, 1, Map.of("cleanup.policy", "compact"));
    for (WorkloadTable table : tables) {
      group.createTopic(
          table.topic().name(),
          table.partitions(),
          Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime"));
    }
  }

  private void writePipeline(List<WorkloadTable> tables) {
    StringBuilder yaml =
        new StringBuilder(
            """
            version: 1
            kafka:
              bootstrap-servers: "%s"
              properties: {session.timeout.ms: "5000", heartbeat.interval.ms: "1000"}
            bigquery:
              project: %s
              dataset: %s
              endpoint: {rest: "%s", grpc: "%s"}
            sources:
              %s: {type: postgresql, host: localhost, port: 5432, database: d, username: u, password: "${NO_PASSWORD}"}
            loader: {memory: 64MiB, batch: {rows: 500, bytes: 1MiB, age: 50ms}}
            tables:
            """
                .formatted(
                    broker.bootstrapServers(),
                    LocalPipeline.PROJECT,
                    WorkloadTable.SOURCE,
                    emulator.restEndpoint(),
                    emulator.grpcEndpoint(),
                    WorkloadTable.SOURCE));
    for (WorkloadTable table : tables) {
      yaml.append(
          "  %s: {mode: %s}\n"
              .formatted(table.topic().name(), table.historyAsked() ? "history" : "mirror"));
    }
    try {
      Files.writeString(pipeline(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + pipeline(), e);
    }
  }

  private Path pipeline() {
    return folder.resolve("pipeline.yaml");
  }

  /// Starts one more loader.
  LocalService startLoader(String name) {
    return startLoader(name, images.getFirst());
  }

  private LocalService startLoader(String name, LoaderImage image) {
    return LocalService.loader(image, name, pipeline(), ENVIRONMENT, log(folder, name));
  }

  private static Path log(Path folder, String name) {
    return folder.resolve("logs").resolve(name + ".log");
  }

  public LocalBroker broker() {
    return broker;
  }

  public LocalEmulator emulator() {
    return emulator;
  }

  public LoaderGroup group() {
    return group;
  }

  LocalService loader(int index) {
    return loaders.get(index);
  }

  /// The loaders that there are while all is well.
  public List<LocalService> loaders() {
    return List.copyOf(loaders);
  }

  public BigQueryControl control() {
    return new BigQueryControl(emulator.restEndpoint());
  }

  @Override
  public void close() {
    // All but the broker by SIGKILL: what they leave is looked at by nobody.
    loaders.forEach(LocalPart::kill);
    group.close();
    emulator.kill();
    broker.kill();
  }
}
