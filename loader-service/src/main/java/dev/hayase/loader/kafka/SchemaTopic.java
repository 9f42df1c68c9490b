package dev.hayase.loader.kafka;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.frame.kafka.TopicTail;
import dev.hayase.records.format.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `hayase.schemas`, read as far as it was needed so far. A schema is published before
/// the first record that names it, so that the topic's end at the time of asking is far enough.
final class SchemaTopic implements Schemas, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);

  private final Map<String, TableSchema> schemas = new ConcurrentHashMap<>();
  private final TopicTail tail;

  SchemaTopic(Supplier<Consumer<byte[], byte[]>> connector) {
    this.tail = new TopicTail(Topics.SCHEMAS, connector, this::take);
  }

  @Override
  public Optional<TableSchema> find(String fingerprint) {
    if (!schemas.containsKey(fingerprint)) {
      try {
        tail.catchUp();
      } catch (KafkaException e) {
        throw new SchemasUnavailableException(
            "The topic " + Topics.SCHEMAS + " could not be read: " + e.getMessage(), e);
      }
    }
    return Optional.ofNullable(schemas.get(fingerprint));
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
  public void close() {
    tail.close();
  }
}
