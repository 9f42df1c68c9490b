package dev.hayase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.scene.OneBroker;
import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hayase aggregation rebuild NAME --cancel`, with a consumer in place of the instance that
/// builds.
class AggregationCancelTest {
  private static final KafkaCluster KAFKA = OneBroker.cluster();
  private static final String BUILD = "hayase-agg-waning.g2";
  private static final String STATE = BUILD + "-groups-changelog";

  @TempDir private Path folder;

  @Test
  void whatABuildLeavesIsDeletedOnceItsInstancesHaveEndedAndItsNumberIsNotUsedAgain()
      throws Exception {
    // Given
    OneBroker.topic(Topics.AGGREGATIONS, 1);
    OneBroker.topic(STATE, 1);
    Path file = file();
    live();
    CommandRun ordered = CommandRun.of(file, "aggregation rebuild waning --detach");
    KafkaConsumer<byte[], byte[]> instance = member();

    // When
    CompletableFuture<CommandRun> cancelling =
        CompletableFuture.supplyAsync(
            () -> CommandRun.of(file, "aggregation rebuild waning --cancel"));
    while (book().rebuild("waning").isPresent()) {
      instance.poll(Duration.ofMillis(50));
    }
    boolean thereWhileItRuns = topics().contains(STATE);
    instance.close();
    CommandRun cancelled = cancelling.get();
    CommandRun again = CommandRun.of(file, "aggregation rebuild waning --detach");

    // Then
    assertThat(ordered.out()).isEqualTo("waning: build 2 is ordered\n");
    assertThat(thereWhileItRuns).isTrue();
    assertThat(cancelled.status()).as(cancelled.err()).isZero();
    assertThat(cancelled.out())
        .isEqualTo("waning: the order was taken back\nwaning: 1 topics of build 2 deleted\n");
    assertThat(topics()).doesNotContain(STATE);
    assertThat(again.out()).isEqualTo("waning: build 3 is ordered\n");
  }

  private Path file() throws IOException {
    Path columns =
        Files.writeString(
            folder.resolve("columns.json"),
            "[{\"name\": \"id\", \"type\": \"STRING\"}, {\"name\": \"page\", \"type\": \"STRING\"}]");
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: hayase-local, dataset: shop}
        log: {open: true}
        streams:
          clicks: {event-id: id, schema: "%s"}
        aggregations:
          waning:
            from: logs.clicks
            group-by: [page]
            measures: {clicks: {count: all}}
            once-for: 2h
        """
            .formatted(KAFKA.bootstrapServers(), columns));
  }

  private static void live() throws InterruptedException {
    try (AggregationTopic topic = new AggregationTopic(KAFKA)) {
      topic.write(
          "waning",
          Entry.LIVE,
          new Build(1, "{}", 1, new TreeMap<>(), new TreeMap<>(), Optional.empty()).toJson());
    }
  }

  private static AggregationBook book() throws InterruptedException {
    try (AggregationTopic topic = new AggregationTopic(KAFKA)) {
      return topic.read();
    }
  }

  /// Returns when it is a member of the build's group.
  private static KafkaConsumer<byte[], byte[]> member() {
    Map<String, Object> settings = new HashMap<>(KAFKA.clientProperties());
    settings.put("group.id", BUILD);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(STATE));
    while (consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(100));
    }
    return consumer;
  }

  private static Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(KAFKA.clientProperties())) {
      return admin.listTopics().names().get();
    }
  }
}
