package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.workload.Input;
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

/// Writes rows to some tables at one pace and to others at another, until it is closed.
final class PriorityFeed implements AutoCloseable {
  private static final long STEP_NANOS = 5_000_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean open = true;
  private long next;

  /// Topics, and how many rows a second they get together.
  record Share(List<String> topics, double rowsPerSecond) {}

  PriorityFeed(String bootstrapServers, List<Share> shares) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "lz4",
                "linger.ms",
                "5",
                "batch.size",
                "65536"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.thread = Thread.ofPlatform().daemon().name("feed").start(() -> write(shares));
  }

  private void write(List<Share> shares) {
    long start = System.nanoTime();
    long[] sent = new long[shares.size()];
    while (open) {
      double seconds = (System.nanoTime() - start) / 1e9;
      for (int s = 0; s < sent.length; s++) {
        Share share = shares.get(s);
        long due = (long) (seconds * share.rowsPerSecond());
        while (sent[s] < due) {
          send(share.topics().get((int) (sent[s] % share.topics().size())));
          sent[s]++;
        }
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  private void send(String topic) {
    byte[] value = Input.INT.value(next++, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    var _ =
        producer.send(
            new ProducerRecord<>(topic, value),
            (_, error) -> {
              if (error != null) {
                trouble.compareAndSet(null, error);
              }
            });
  }

  /// Writes no more.
  ///
  /// @return how many rows it has written
  long end() throws InterruptedException {
    open = false;
    thread.join();
    producer.flush();
    check();
    return next;
  }

  /// Fails if Kafka did not take all of it.
  void check() {
    Exception error = trouble.get();
    if (error != null) {
      throw new IllegalStateException("Kafka did not take the records", error);
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
