package dev.hayase.frame.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One of our own topics, read as far as it was needed so far. May be used by any thread.
public final class TopicTail implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> connector;
  private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each;
  private final AtomicLong begun = new AtomicLong();
  private long done;
  private @Nullable Consumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions = List.of();

  /// @param each takes every record in its order, one at a time; after a failure all of them again
  public TopicTail(
      String topic,
      Supplier<Consumer<byte[], byte[]>> connector,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    this.topic = topic;
    this.connector = connector;
    this.each = each;
  }

  /// Reads to the end that the topic has now. Throws a [org.apache.kafka.common.KafkaException]
  /// when Kafka does not answer, and whatever taking a record throws. Those who ask meanwhile are
  /// served by one reading together.
  public void catchUp() {
    long before = begun.get();
    synchronized (this) {
      if (done <= before) {
        long reading = begun.incrementAndGet();
        try {
          readToTheEnd();
        } catch (RuntimeException e) {
          // Of what was polled some may not have been taken.
          partitions = List.of();
          throw e;
        }
        done = reading;
      }
    }
  }

  private void readToTheEnd() {
    Consumer<byte[], byte[]> reader = consumer == null ? connector.get() : consumer;
    consumer = reader;
    if (partitions.isEmpty()) {
      // Nobody has written anything before the topic is there.
      List<PartitionInfo> found = reader.partitionsFor(topic, LIMIT);
      if (found == null || found.isEmpty()) {
        return;
      }
      partitions = found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions, LIMIT);
    while (ends.entrySet().stream()
        .anyMatch(e -> reader.position(e.getKey(), LIMIT) < e.getValue())) {
      reader.poll(POLL).forEach(each);
    }
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
