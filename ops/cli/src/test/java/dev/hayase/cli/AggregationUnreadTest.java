package dev.hayase.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cli.scene.OneBroker;
import dev.hayase.cli.topics.AggregationTopic;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.aggregation.Build;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.KafkaCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hayase aggregation unread` on letters as the aggregation-service writes them.
class AggregationUnreadTest {
  private static final KafkaCluster KAFKA = OneBroker.cluster();

  @TempDir private Path folder;

  @BeforeEach
  void topics() throws InterruptedException {
    OneBroker.topic(Topics.AGGREGATIONS, 1);
  }

  @Test
  void lettersOfTheBuildThatIsToldAreListedAndThoseOfOthersAreTold() throws Exception {
    // Given
    Path file = file("listed");
    live("listed", 2);
    letter("listed", 1, 5, "malformed", "It is no JSON");
    letter("listed", 2, 5, "malformed", "It is no JSON");
    letter("listed", 2, 5, "malformed", "It is no JSON");
    letter("listed", 2, 6, "no-value", "Division by zero");
    letter("listed", 3, 6, "no-value", "Division by zero");

    // When
    CommandRun run = CommandRun.of(file, "aggregation unread list listed");

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("listed\ntopic ")
        .containsPattern("logs.clicks +malformed +- +1 +0 .* 2 +It is no JSON\n")
        .containsPattern("logs.clicks +no-value +- +1 +0 .* 3 +Division by zero\n")
        .contains("malformed: Correct it")
        .endsWith("listed: build 3, which is on its way, could not take 1\n");
    assertThat(CommandRun.of(file, "aggregation unread list listed --where code=other").out())
        .contains("There is nothing that could not be read or computed.");
  }

  @Test
  void aLetterIsShownWithItsValueOnlyIfAskedFor() throws Exception {
    // Given
    Path file = file("shown");
    live("shown", 2);
    letter("shown", 1, 7, "malformed", "It is no JSON");

    // When
    CommandRun run = CommandRun.of(file, "aggregation unread show shown 0");

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "record     logs.clicks, partition 1, offset 7, written 1970-01-01",
            "code       malformed",
            "reason     It is no JSON",
            "build      1; build 2 has read it again",
            "  hayase-event-id: e7",
            "key, value 0 and 4 bytes; they are shown with --value");
    assertThat(CommandRun.of(file, "aggregation unread show shown 0 --value").out())
        .contains("value      oops");
    assertThat(CommandRun.of(file, "aggregation unread show shown 1").err())
        .contains("There is no letter 1 of shown; 'hayase aggregation unread list shown'");
  }

  @Test
  void aRedriveIsAnOrderToBuildAnew() throws Exception {
    // Given
    Path file = file("redriven");
    live("redriven", 1);
    letter("redriven", 1, 7, "no-value", "Division by zero");

    // When
    CommandRun dry = CommandRun.of(file, "aggregation unread redrive redriven --dry-run");
    Optional<Rebuild> none = order("redriven");
    CommandRun run = CommandRun.of(file, "aggregation unread redrive redriven --detach");

    // Then
    assertThat(dry.out())
        .isEqualTo(
            """
            redriven: 1 records could not be read or computed. They count when it is built anew
            Nothing was ordered (--dry-run).
            """);
    assertThat(none).isEmpty();
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).endsWith("redriven: build 2 is ordered\n");
    assertThat(order("redriven").map(Rebuild::generation)).contains(2);
    assertThat(CommandRun.of(file, "aggregation unread redrive redriven --detach").out())
        .endsWith("redriven: build 2 was ordered before\n");
  }

  @Test
  void whatAnEarlierBuildCouldNotReadNeedsNoRedrive() throws Exception {
    // Given
    Path file = file("rebuilt");
    live("rebuilt", 2);
    letter("rebuilt", 1, 7, "no-value", "Division by zero");

    // When
    CommandRun run = CommandRun.of(file, "aggregation unread redrive rebuilt");

    // Then
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("nothing to redrive");
    assertThat(order("rebuilt")).isEmpty();
    assertThat(CommandRun.of(file, "aggregation unread redrive rebuild").err())
        .contains("The pipeline has no aggregation 'rebuild'; it has rebuilt");
  }

  private Path file(String name) throws IOException {
    return Files.writeString(
        folder.resolve("pipeline.yaml"),
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: hayase-local, dataset: shop}
        log: {open: true}
        streams:
          clicks: {event-id: id}
        aggregations:
          %s:
            from: logs.clicks
            window: {on: _event_ts, tumbling: 1h, grace: 1h}
            measures: {clicks: {count: "*"}}
        """
            .formatted(KAFKA.bootstrapServers(), name));
  }

  private static void live(String name, int generation) throws InterruptedException {
    OneBroker.topic(Topics.unread(name), 1);
    try (AggregationTopic topic = new AggregationTopic(KAFKA)) {
      topic.write(
          name,
          Entry.LIVE,
          new Build(generation, "", 1, new TreeMap<>(), new TreeMap<>(), Optional.empty())
              .toJson());
    }
  }

  private static Optional<Rebuild> order(String name) {
    try (AggregationTopic topic = new AggregationTopic(KAFKA)) {
      return topic.read().rebuild(name);
    }
  }

  private static void letter(String name, int build, long offset, String code, String reason)
      throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.unread(name), 0, null, "oops".getBytes(UTF_8));
    Map.of(
            Headers.DEAD_LETTER_CODE,
            code,
            Headers.DEAD_LETTER_REASON,
            reason,
            Headers.DEAD_LETTER_REMEDY,
            "Correct it",
            Headers.DEAD_LETTER_TABLE,
            Topics.aggregation(name),
            Headers.DEAD_LETTER_TOPIC,
            "logs.clicks",
            Headers.DEAD_LETTER_PARTITION,
            "1",
            Headers.DEAD_LETTER_OFFSET,
            Long.toString(offset),
            Headers.DEAD_LETTER_TIMESTAMP,
            "1000",
            Headers.DEAD_LETTER_BUILD,
            Integer.toString(build),
            "hayase-event-id",
            "e" + offset)
        .forEach((header, text) -> record.headers().add(header, text.getBytes(UTF_8)));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            KAFKA.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ = producer.send(record).get();
    }
  }
}
