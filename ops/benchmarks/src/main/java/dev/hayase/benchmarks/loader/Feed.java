package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.workload.Input;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.schema.Fingerprint;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes an input's records, as fast as it can or at a pace.
final class Feed implements AutoCloseable {
  private static final int SAME_PARTITION = 50;
  private static final long EPOCH = 1_767_225_600L;
  private static final long STEP_NANOS = 5_000_000;
  private static final byte[] VERSION = {'1'};

  private final Input input;
  private final List<String> topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
  private final byte[] fingerprint;
  private long next;
  private long valueBytes;

  Feed(String bootstrapServers, Input input) {
    this.input = input;
    this.topics = input.topics();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "lz4",
                "batch.size",
                "131072",
                "linger.ms",
                "5",
                "buffer.memory",
                "67108864"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.fingerprint = input.changes() ? announce() : new byte[0];
  }

  private byte[] announce() {
    TableSchema schema =
        TableSchema.declared(input.fields().getBytes(StandardCharsets.UTF_8), List.of("id"));
    Fingerprint name = schema.fingerprint();
    byte[] key = name.hex().getBytes(StandardCharsets.US_ASCII);
    send(new ProducerRecord<>(Topics.SCHEMAS, key, schema.toJson()));
    producer.flush();
    return key;
  }

  /// Writes so many more records as fast as they go.
  void fill(long rows) {
    for (long i = 0; i < rows; i++) {
      send(next++, EPOCH * 1_000_000 + i);
    }
    flush();
  }

  /// Writes for a while, so many records a second.
  ///
  /// @return how many
  long pace(double rowsPerSecond, Duration length) {
    long first = next;
    long start = System.nanoTime();
    long elapsed;
    while ((elapsed = System.nanoTime() - start) < length.toNanos()) {
      long due = first + (long) (elapsed * rowsPerSecond / 1e9);
      while (next < due) {
        send(next++, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    flush();
    return next - first;
  }

  /// How many records it has written.
  long rows() {
    return next;
  }

  /// Mean bytes of a record's value.
  double meanBytes() {
    return (double) valueBytes / next;
  }

  private void send(long id, long micros) {
    byte[] value = input.value(id, micros);
    valueBytes += value.length;
    int slot = (int) (id / SAME_PARTITION % ((long) topics.size() * input.partitions()));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topics.get(slot % topics.size()), slot / topics.size(), key(id), value);
    if (input.changes()) {
      record.headers().add(Headers.VERSION, VERSION);
      record.headers().add(Headers.SCHEMA, fingerprint);
      record
          .headers()
          .add(
              Headers.SEQUENCE,
              new SequenceNumber(EPOCH, id).toString().getBytes(StandardCharsets.US_ASCII));
    }
    send(record);
  }

  private byte @Nullable [] key(long id) {
    return input.changes() ? input.key(id) : null;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var _ =
        producer.send(
            record,
            (_, error) -> {
              if (error != null) {
                trouble.compareAndSet(null, error);
              }
            });
  }

  private void flush() {
    producer.flush();
    Exception error = trouble.get();
    if (error != null) {
      throw new IllegalStateException("Kafka did not take the records", error);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
