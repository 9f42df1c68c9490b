package dev.hayase.cli.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// A topic that is read on from where it was left. Not thread-safe.
final class Follower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private boolean assigned;

  Follower(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /// Reads on to the end that the topic has now; a topic that is not there has nothing.
  void readOn(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    if (!assigned) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        return;
      }
      List<TopicPartition> all =
          found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      assigned = true;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(taker);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
