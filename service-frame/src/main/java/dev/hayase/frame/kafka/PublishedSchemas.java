package dev.hayase.frame.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `hayase.schemas`, read as far as it was needed so far. A schema is published before
/// the first record that names it, so that the topic's end at the time of asking is far enough.
///
/// Thread-safe.
public final class PublishedSchemas implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedSchemas.class);

  private final Map<String, TableSchema> schemas = new ConcurrentHashMap<>();
  private final TopicTail tail;

  /// @param connector makes a client with [EveryClient#reader]'s settings, when one is needed
  public PublishedSchemas(Supplier<Consumer<byte[], byte[]>> connector) {
    this.tail = new TopicTail(Topics.SCHEMAS, connector, this::take);
  }

  /// Empty when nobody has published it. Throws a [org.apache.kafka.common.KafkaException] when the
  /// topic cannot be read.
  public Optional<TableSchema> find(String fingerprint) {
    if (!schemas.containsKey(fingerprint)) {
      tail.catchUp();
    }
    return Optional.ofNullable(schemas.get(fingerprint));
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
