package dev.hayase.aggregation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.frame.kafka.TopicTail;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.records.format.Schemas;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `hayase.schemas`, read as far as it was needed so far. A schema is published before
/// the first record that names it, so that the topic's end at the time of asking is far enough.
///
/// Thread-safe.
public final class SchemaTopic implements Schemas, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);

  private final KafkaCluster cluster;
  private final Map<String, TableSchema> schemas = new ConcurrentHashMap<>();
  private final TopicTail tail;

  public SchemaTopic(KafkaCluster cluster) {
    this.cluster = cluster;
    this.tail =
        new TopicTail(
            Topics.SCHEMAS,
            () -> new KafkaConsumer<>(ClientSettings.consumer(cluster)),
            this::take);
  }

  /// Throws a [org.apache.kafka.common.KafkaException] when the topic cannot be read.
  @Override
  public Optional<TableSchema> find(String fingerprint) {
    if (!schemas.containsKey(fingerprint)) {
      tail.catchUp();
    }
    return Optional.ofNullable(schemas.get(fingerprint));
  }

  /// Makes a schema known; returns when no reader can miss it any more.
  public void publish(TableSchema schema) {
    String fingerprint = schema.fingerprint().hex();
    if (find(fingerprint).isPresent()) {
      return;
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientSettings.producer(cluster))) {
      var _ =
          Answers.of(
              producer.send(
                  new ProducerRecord<>(
                      Topics.SCHEMAS, fingerprint.getBytes(UTF_8), schema.toJson())));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String fingerprint = new String(record.key(), UTF_8);
    try {
      schemas.put(fingerprint, TableSchema.fromJson(record.value()));
    } catch (MalformedRecordException e) {
      LOG.atWarn()
          .addKeyValue("fingerprint", fingerprint)
          .addKeyValue("error", e.getMessage())
          .log("A schema cannot be read; records that name it become dead letters");
    }
  }

  @Override
  public void close() {
    tail.close();
  }
}
