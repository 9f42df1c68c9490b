package dev.hayase.log.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Quarantined.Code;
import dev.hayase.log.intake.Quarantine;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// The quarantines of streams, each a topic of one partition, read where one asks.
public final class QuarantineTopics implements Quarantine {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaCluster cluster;

  public QuarantineTopics(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Reading open(String stream) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(ClientSettings.quarantine(cluster));
    try {
      return new TopicReading(stream, consumer);
    } catch (KafkaException e) {
      consumer.close();
      throw unreadable(e);
    }
  }

  private static UnreadableException unreadable(KafkaException e) {
    return new UnreadableException("Kafka did not give it", e);
  }

  private static final class TopicReading implements Reading {
    private final String stream;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition place;
    private final long first;
    private final long end;

    TopicReading(String stream, KafkaConsumer<byte[], byte[]> consumer) {
      this.stream = stream;
      this.consumer = consumer;
      place = new TopicPartition(Topics.quarantine(stream), 0);
      consumer.assign(List.of(place));
      first = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
      end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      consumer.seek(place, first);
    }

    @Override
    public Optional<Quarantined> at(long offset) {
      if (offset < first || offset >= end) {
        return Optional.empty();
      }
      try {
        if (consumer.position(place) != offset) {
          consumer.seek(place, offset);
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        if (records.isEmpty()) {
          throw new UnreadableException("Kafka gave nothing at the offset " + offset);
        }
        return records.records(place).stream()
            .filter(record -> record.offset() == offset)
            .findFirst()
            .flatMap(record -> event(stream, record));
      } catch (KafkaException e) {
        throw unreadable(e);
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  /// Empty when a log-service did not write the record.
  private static Optional<Quarantined> event(String stream, ConsumerRecord<byte[], byte[]> record) {
    Optional<String> code = text(record, EventHeaders.QUARANTINE_CODE);
    Optional<String> received = text(record, EventHeaders.RECEIVED);
    byte[] value = record.value();
    if (code.isEmpty() || received.isEmpty() || value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Quarantined(
              stream,
              text(record, EventHeaders.SOURCE).orElse(""),
              text(record, EventHeaders.QUARANTINE_DIALECT).orElse(""),
              text(record, EventHeaders.ID).orElse(""),
              Instant.EPOCH.plus(Long.parseLong(received.get()), ChronoUnit.MICROS),
              Code.of(code.get()),
              text(record, EventHeaders.QUARANTINE_REASON).orElse(""),
              text(record, EventHeaders.QUARANTINE_REMEDY).orElse(""),
              text(record, EventHeaders.QUARANTINE_ENCRYPTED_BY).orElse(""),
              value));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }
}
