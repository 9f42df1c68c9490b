package dev.hayase.loader.kafka;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.loader.store.Schemas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `hayase.schemas`, read as far as it was needed so far. A schema is published before
/// the first record that names it, so that the topic's end at the time of asking is far enough.
final class SchemaTopic implements Schemas, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Connector connector;
  private final Map<String, TableSchema> schemas = new HashMap<>();
  private @Nullable Consumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions = List.of();

  /// Makes the consumer.
  interface Connector {
    Consumer<byte[], byte[]> connect();
  }

  SchemaTopic(Connector connector) {
    this.connector = connector;
  }

  @Override
  public synchronized Optional<TableSchema> find(String fingerprint) {
    if (!schemas.containsKey(fingerprint)) {
      try {
        readToTheEnd();
      } catch (KafkaException e) {
        throw new SchemasUnavailableException(
            "The topic " + Topics.SCHEMAS + " could not be read: " + e.getMessage(), e);
      }
    }
    return Optional.ofNullable(schemas.get(fingerprint));
  }

  private void readToTheEnd() {
    Consumer<byte[], byte[]> reader = consumer == null ? connector.connect() : consumer;
    consumer = reader;
    if (partitions.isEmpty()) {
      List<PartitionInfo> found = reader.partitionsFor(Topics.SCHEMAS, LIMIT);
      partitions =
          found == null
              ? List.of()
              : found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions, LIMIT);
    while (ends.entrySet().stream()
        .anyMatch(e -> reader.position(e.getKey(), LIMIT) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        take(record);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String fingerprint = new String(record.key(), StandardCharsets.UTF_8);
    try {
      schemas.put(fingerprint, TableSchema.fromJson(record.value()));
    } catch (MalformedRecordException e) {
      LOG.atWarn()
          .addKeyValue("fingerprint", fingerprint)
          .addKeyValue("error", e.getMessage())
          .log("A schema cannot be read; records that name it are parked");
    }
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
