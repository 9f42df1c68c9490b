package dev.hayase.loader.kafka;

import dev.hayase.loader.store.PartitionLog;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads ranges with a consumer of its own for each, which belongs to no group.
final class LogReader implements PartitionLog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Supplier<Consumer<byte[], byte[]>> connector;

  /// @param connector makes a consumer that begins at the earliest offset where the wanted one is
  ///   gone
  LogReader(Supplier<Consumer<byte[], byte[]>> connector) {
    this.connector = connector;
  }

  @Override
  public boolean read(
      SourcePartition partition,
      long from,
      long end,
      java.util.function.Consumer<SourceRecord> each,
      BooleanSupplier wanted) {
    TopicPartition read = Records.partition(partition);
    try (Consumer<byte[], byte[]> consumer = connector.get()) {
      consumer.assign(List.of(read));
      consumer.seek(read, from);
      while (wanted.getAsBoolean()) {
        if (consumer.position(read, LIMIT) >= end) {
          return true;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() < end) {
            each.accept(Records.record(partition, record));
          }
        }
      }
    }
    return false;
  }
}
