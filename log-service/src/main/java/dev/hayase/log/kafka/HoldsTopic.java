package dev.hayase.log.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.log.watermark.Clearances;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// Writes what watermarks are made of, and watermarks. Blocks until a record is on as many brokers
/// as its topic requires.
///
/// Each method throws a [KafkaException] when its record was not taken.
final class HoldsTopic implements AutoCloseable {
  private static final long BUFFER = 4L * 1024 * 1024;
  private static final String TICK = "tick";

  private final KafkaProducer<byte[], byte[]> producer;

  HoldsTopic(KafkaCluster cluster) {
    producer = new KafkaProducer<>(ClientSettings.producer(cluster, BUFFER));
  }

  /// Where a record stands, and when the broker took it by its clock.
  record Appended(long offset, Instant time) {}

  /// Asks for the broker's time.
  Appended tick() throws InterruptedException {
    return send(Topics.HOLDS, TICK, Clearances.value(Optional.empty()));
  }

  /// Says through when an instance is clear.
  void put(String instance, Instant through) throws InterruptedException {
    var _ = send(Topics.HOLDS, instance, Clearances.value(Optional.of(through)));
  }

  /// Says that an instance has gone, and has left nothing behind.
  void remove(String instance) throws InterruptedException {
    var _ = send(Topics.HOLDS, instance, null);
  }

  void watermark(Watermark watermark) throws InterruptedException {
    var _ = send(Topics.WATERMARKS, watermark.source(), watermark.toJson());
  }

  private Appended send(String topic, String key, byte @Nullable [] value)
      throws InterruptedException {
    try {
      RecordMetadata metadata =
          producer.send(new ProducerRecord<>(topic, 0, key.getBytes(UTF_8), value)).get();
      return new Appended(metadata.offset(), Instant.ofEpochMilli(metadata.timestamp()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("A record was not taken", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
