package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.event.topic.Topics;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalService;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// A broker and two aggregation-services, each a process of its own with a folder for its state.
final class AggregationStage implements AutoCloseable {
  private final Path folder;
  private final LocalBroker broker;
  private final List<LocalService> services = new ArrayList<>();

  private AggregationStage(Path folder, LocalBroker broker) {
    this.folder = folder;
    this.broker = broker;
  }

  /// Starts the broker only, with the topics that a source has.
  static AggregationStage start(Path folder) throws InterruptedException {
    LocalBroker broker = LocalBroker.start(folder.resolve("kafka"), folder.resolve("kafka.log"));
    AggregationStage stage = new AggregationStage(folder, broker);
    try {
      stage.createTopics();
      return stage;
    } catch (RuntimeException | InterruptedException e) {
      stage.close();
      throw e;
    }
  }

  private void createTopics() throws InterruptedException {
    Map<String, String> ofTables = Map.of("message.timestamp.type", "LogAppendTime");
    List<NewTopic> topics = new ArrayList<>();
    topics.add(
        new NewTopic(Topics.SCHEMAS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
    topics.add(new NewTopic(Topics.WATERMARKS, 1, (short) 1).configs(ofTables));
    for (ShopTable table : ShopTable.values()) {
      topics.add(
          new NewTopic(table.topic().name(), ShopTable.PARTITIONS, (short) 1).configs(ofTables));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka makes no topics", e);
    }
  }

  void startServices(HayaseHome home) throws IOException {
    Path pipeline = folder.resolve("pipeline.yaml");
    Files.writeString(
        pipeline,
        """
        version: 1
        kafka: {bootstrap-servers: "%s", partitions: %d}
        bigquery: {project: faults, dataset: d, endpoint: {rest: "http://localhost:1", grpc: "localhost:1"}}
        sources:
          %s: {type: postgresql, host: nowhere, database: d, username: u, password: "${NO_PASSWORD}", tables: ["public.*"]}
        aggregation: {standbys: 1}
        aggregations:
        %s\
        """
            .formatted(
                broker.bootstrapServers(),
                ShopTable.PARTITIONS,
                ShopTable.SOURCE,
                ShopAggregation.declarations()));
    for (int i = 0; i < AggregationFault.TARGETS; i++) {
      services.add(
          LocalService.aggregation(
              home,
              pipeline,
              Map.of("NO_PASSWORD", "none"),
              folder.resolve("aggregation-service-" + i + ".log"),
              state(i)));
    }
  }

  private Path state(int service) {
    return folder.resolve("state-" + service);
  }

  LocalBroker broker() {
    return broker;
  }

  LocalService service(int index) {
    return services.get(index);
  }

  List<LocalService> services() {
    return List.copyOf(services);
  }

  /// Kills a service; when it comes back, it finds no state.
  void loseDisk(int service, Duration lasting) throws InterruptedException {
    services.get(service).kill();
    Folders.delete(state(service));
    Thread.sleep(lasting);
    services.get(service).restart();
  }

  @Override
  public void close() {
    services.forEach(LocalPart::kill);
    broker.kill();
  }
}
