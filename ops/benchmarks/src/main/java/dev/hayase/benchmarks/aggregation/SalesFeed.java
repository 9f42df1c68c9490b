package dev.hayase.benchmarks.aggregation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes changes of sales, as fast as they go or at a pace.
final class SalesFeed implements AutoCloseable {
  static final int PARTITIONS = 4;

  private static final byte[] VERSION = {'1'};
  private static final long EPOCH = 1_767_225_600L;
  private static final long STEP_NANOS = 2_000_000;

  private final Sales sales;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
  private final byte[] fingerprint = Sales.SCHEMA.fingerprint().hex().getBytes(US_ASCII);
  private long written;
  private long bytes;

  SalesFeed(String bootstrapServers, Sales sales) {
    this.sales = sales;
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
                "5"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    send(new ProducerRecord<>(Topics.SCHEMAS, fingerprint, Sales.SCHEMA.toJson()));
  }

  /// Writes so many changes as fast as they go.
  void fill(long changes) {
    for (long i = 0; i < changes; i++) {
      int _ = write(now());
    }
    flush();
  }

  /// Writes for a while, so many changes a second.
  ///
  /// @param accounts is told whose result changes, before the change is on its way
  void pace(double changesPerSecond, Duration length, IntConsumer accounts) {
    long start = System.nanoTime();
    long first = written;
    long elapsed;
    while ((elapsed = System.nanoTime() - start) < length.toNanos()) {
      long due = first + (long) (elapsed * changesPerSecond / 1e9);
      while (written < due) {
        accounts.accept(write(now()));
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    flush();
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private int write(long micros) {
    Sales.Change change = sales.next(micros);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Sales.TOPIC, change.id() % PARTITIONS, change.key(), change.value());
    record.headers().add(Headers.VERSION, VERSION);
    record.headers().add(Headers.SCHEMA, fingerprint);
    record
        .headers()
        .add(Headers.SEQUENCE, new SequenceNumber(EPOCH, written).toString().getBytes(US_ASCII));
    send(record);
    written++;
    bytes += change.value().length;
    return change.account();
  }

  /// How many changes it has written.
  long written() {
    return written;
  }

  /// Mean bytes of a change.
  double meanBytes() {
    return (double) bytes / Math.max(1, written);
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
      throw new IllegalStateException("Kafka did not take the changes", error);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
