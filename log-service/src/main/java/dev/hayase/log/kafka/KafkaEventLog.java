package dev.hayase.log.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.StreamEvent;
import dev.hayase.log.intake.EventLog;
import dev.hayase.log.intake.Partitions;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events in Kafka: stored when as many brokers have them as the topic requires.
///
/// One idempotent producer, which all threads share. Thread-safe.
public final class KafkaEventLog implements EventLog, Partitions {
  /// The most bytes that an event and what is told of it may have together, less a little: no topic
  /// takes more.
  public static final int LARGEST_EVENT = ClientSettings.LARGEST_RECORD - 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);
  private static final Duration DRAIN = Duration.ofMillis(ClientSettings.DELIVERY_MILLIS + 1_000L);

  private final KafkaProducer<byte[], byte[]> producer;
  private final BrokerHealth health;
  private final StreamTopics topics;

  /// @param buffer bytes of records that may be on their way
  public KafkaEventLog(
      KafkaCluster cluster, long buffer, StreamTopics topics, BrokerHealth health) {
    this.topics = topics;
    this.health = health;
    producer = new KafkaProducer<>(ClientSettings.producer(cluster, buffer));
  }

  @Override
  public void append(StreamEvent event, Settled settled) {
    if (isOpen(event.stream(), settled)) {
      send(EventRecords.record(event), settled);
    }
  }

  @Override
  public void quarantine(Quarantined event, Settled settled) {
    if (isOpen(event.stream(), settled)) {
      send(EventRecords.record(event), settled);
    }
  }

  /// Nobody waits for a Kafka that is known to be away.
  private boolean isOpen(String stream, Settled settled) {
    boolean there = topics.isThere(stream);
    if (there && !health.isAway()) {
      return true;
    }
    if (there || topics.isKafkaAway()) {
      settled.away("Kafka cannot be reached");
    } else {
      settled.failed("The stream's topic is not there yet");
    }
    return false;
  }

  @Override
  public OptionalInt of(String stream) {
    if (!topics.isThere(stream)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(producer.partitionsFor(Topics.stream(stream)).size());
    } catch (KafkaException _) {
      return OptionalInt.empty();
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record, Settled settled) {
    try {
      var _ =
          producer.send(
              record,
              (metadata, error) -> {
                if (error == null) {
                  health.answered();
                  settled.stored(metadata.partition(), metadata.offset());
                } else {
                  failed(record.topic(), error, settled);
                }
              });
    } catch (KafkaException e) {
      failed(record.topic(), e, settled);
    }
  }

  private void failed(String topic, Exception error, Settled settled) {
    // The record's own trouble is not Kafka's.
    if (error instanceof RecordTooLargeException) {
      settled.refused("It is larger than its topic takes");
      return;
    }
    if (error instanceof InvalidRecordException) {
      settled.refused("Its topic does not take it: " + error.getClass().getSimpleName());
      return;
    }
    health.failed(error);
    LOG.atDebug()
        .addKeyValue("topic", topic)
        .addKeyValue("error", error.toString())
        .log("An event was not stored");
    String reason = "Kafka did not take it: " + error.getClass().getSimpleName();
    if (error instanceof RetriableException) {
      // Its client has tried until the delivery's time was over: it will not try again.
      settled.away(reason);
    } else {
      settled.failed(reason);
    }
  }

  /// Waits for what is on its way.
  @Override
  public void close() {
    producer.close(DRAIN);
  }
}
