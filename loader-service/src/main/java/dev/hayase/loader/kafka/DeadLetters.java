package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.store.Parking;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.table.TableRef;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records that cannot be loaded to `<topic>.dlt`, whole and in order, with the reason and
/// the remedy in headers. The topic is made when it is first needed, and keeps its records until
/// somebody deletes it.
final class DeadLetters implements Parking, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final Map<String, String> SETTINGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "LogAppendTime");
  private static final long SECONDS_BETWEEN_LINES = 10;

  private final Producer<byte[], byte[]> producer;
  private final OwnTopics topics;
  private final DeadLetterLog log =
      new DeadLetterLog(CompletableFuture.delayedExecutor(SECONDS_BETWEEN_LINES, TimeUnit.SECONDS));

  /// One thread, so that records keep their order; it may wait for Kafka.
  private final ExecutorService inOrder =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("dead-letters").factory());

  DeadLetters(Producer<byte[], byte[]> producer, OwnTopics topics) {
    this.producer = producer;
    this.topics = topics;
  }

  @Override
  public CompletableFuture<Void> park(SourceRecord record, TableRef table, Refusal refusal) {
    CompletableFuture<Void> parked = new CompletableFuture<>();
    Executor executor = inOrder;
    executor.execute(() -> {
      try {
        String topic = Topics.deadLetters(record.partition().topic());
        topics.ensure(topic, SETTINGS);
        var _ =
            producer.send(
                letter(topic, record, table, refusal),
                (_, error) -> {
                  if (error == null) {
                    parked.complete(null);
                  } else {
                    parked.completeExceptionally(error);
                  }
                });
      } catch (RuntimeException e) {
        parked.completeExceptionally(e);
      }
    });
    return parked.whenComplete((_, error) -> log(record, refusal, error));
  }

  private void log(SourceRecord record, Refusal refusal, @Nullable Throwable error) {
    if (error == null) {
      log.parked(record, refusal);
    } else {
      LOG.atWarn()
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", error.getMessage())
          .log("A record could not be parked; it is tried again");
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(
      String topic, SourceRecord record, TableRef table, Refusal refusal) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topic, null, record.key(), record.value());
    for (SourceRecord.Header header : record.headers()) {
      // A redriven record that comes back has a new reason, and keeps the link to its former
      // letter.
      if (!header.name().startsWith(Headers.DEAD_LETTER_PREFIX)
          || header.name().equals(Headers.DEAD_LETTER_FORMER)) {
        letter.headers().add(header.name(), header.value());
      }
    }
    put(letter, Headers.DEAD_LETTER_CODE, refusal.code());
    put(letter, Headers.DEAD_LETTER_REASON, refusal.reason());
    refusal.column().ifPresent(column -> put(letter, Headers.DEAD_LETTER_COLUMN, column));
    put(letter, Headers.DEAD_LETTER_REMEDY, refusal.remedy());
    put(letter, Headers.DEAD_LETTER_TABLE, table.toString());
    put(letter, Headers.DEAD_LETTER_TOPIC, record.partition().topic());
    put(letter, Headers.DEAD_LETTER_PARTITION, Integer.toString(record.partition().partition()));
    put(letter, Headers.DEAD_LETTER_OFFSET, Long.toString(record.offset()));
    put(letter, Headers.DEAD_LETTER_TIMESTAMP, Long.toString(record.timestampMillis()));
    return letter;
  }

  private static void put(ProducerRecord<byte[], byte[]> letter, String name, String text) {
    letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    inOrder.shutdown();
    producer.close();
  }
}
