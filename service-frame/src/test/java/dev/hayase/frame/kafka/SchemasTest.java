package dev.hayase.frame.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.local.SharedBroker;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemasTest {
  private static final KafkaCluster CLUSTER =
      new KafkaCluster(SharedBroker.bootstrapServers(), 2, OptionalInt.empty(), Map.of());

  @BeforeAll
  static void createTopics() {
    create(TopicPlan.compacted(Topics.SCHEMAS));
  }

  @Test
  void aSchemaIsFoundAsSoonAsItIsPublished() {
    // Given
    TableSchema schema =
        TableSchema.declared("[{\"name\":\"a\",\"type\":\"INT64\"}]".getBytes(UTF_8), List.of());
    String fingerprint = schema.fingerprint().hex();
    List<Optional<TableSchema>> found = new ArrayList<>();

    // When
    try (PublishedSchemas schemas =
        new PublishedSchemas(() -> new KafkaConsumer<>(EveryClient.reader(CLUSTER)))) {
      found.add(schemas.find(fingerprint));
      write(
          List.of(
              new ProducerRecord<>(Topics.SCHEMAS, "broken".getBytes(UTF_8), "{".getBytes(UTF_8)),
              new ProducerRecord<>(Topics.SCHEMAS, fingerprint.getBytes(UTF_8), schema.toJson())));
      found.add(schemas.find(fingerprint));
      found.add(schemas.find("broken"));
    }

    // Then
    assertThat(found).containsExactly(Optional.empty(), Optional.of(schema), Optional.empty());
  }

  @Test
  void theNewestRecordThatNamesASchemaIsFoundBehindManyThatNameNone() {
    // Given
    create(new TopicPlan("newest-behind", 2, Map.of()));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(row("newest-behind", 0, 1_000, "first"));
    records.add(row("newest-behind", 1, 3_000, "third"));
    records.add(row("newest-behind", 0, 2_000, "second"));
    for (int i = 0; i < 1_500; i++) {
      records.add(new ProducerRecord<>("newest-behind", 1, 4_000L, null, new byte[] {1}));
    }
    write(records);

    // When
    Optional<String> newest = new NewestSchemas(CLUSTER).fingerprint("newest-behind");

    // Then
    assertThat(newest).contains("third");
  }

  @Test
  void whereNobodyHasWrittenThereIsNoSchema() {
    // Given
    create(new TopicPlan("newest-empty", 2, Map.of()));
    NewestSchemas newest = new NewestSchemas(CLUSTER);

    // When
    List<Optional<String>> found =
        List.of(newest.fingerprint("newest-empty"), newest.fingerprint("newest-absent"));

    // Then
    assertThat(found).containsOnly(Optional.empty());
  }

  private static ProducerRecord<byte[], byte[]> row(
      String topic, int partition, long millis, String schema) {
    ProducerRecord<byte[], byte[]> row =
        new ProducerRecord<>(topic, partition, millis, null, new byte[] {1});
    row.headers().add(Headers.SCHEMA, schema.getBytes(UTF_8));
    return row;
  }

  private static void create(TopicPlan plan) {
    try (Admin admin = Admin.create(EveryClient.admin(CLUSTER, Duration.ofSeconds(20)))) {
      new AbsentTopics(admin, OptionalInt.empty()).create(List.of(plan));
    }
  }

  private static void write(List<ProducerRecord<byte[], byte[]>> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(EveryClient.writer(CLUSTER))) {
      records.stream().map(producer::send).toList().forEach(Answers::of);
    }
  }
}
