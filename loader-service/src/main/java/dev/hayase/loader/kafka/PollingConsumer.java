package dev.hayase.loader.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A consumer that has something done before each poll, also when no record came: commits, pauses,
/// positions beyond transaction markers.
final class PollingConsumer extends KafkaConsumer<byte[], byte[]> {
  private final Before before;

  /// What is done on the polling thread.
  interface Before {
    /// @param longest how long the poll would wait for records
    /// @return how long it is to wait
    Duration poll(PollingConsumer consumer, Duration longest);

    /// Records that a partition needs are gone.
    void outOfRange(PollingConsumer consumer, Set<TopicPartition> partitions);
  }

  PollingConsumer(Map<String, Object> configuration, Before before) {
    super(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.before = before;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Duration wait = before.poll(this, timeout);
    try {
      return super.poll(wait);
    } catch (OffsetOutOfRangeException e) {
      before.outOfRange(this, e.partitions());
      return ConsumerRecords.empty();
    }
  }
}
