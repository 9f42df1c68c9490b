package dev.hayase.cli.topics;

import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.frame.kafka.TopicTail;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Reads whole topics, to the end that they have when the reading begins.
final class TopicReader {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private TopicReader() {}

  static KafkaConsumer<byte[], byte[]> consumer(KafkaCluster cluster) {
    return new KafkaConsumer<>(EveryClient.reader(cluster));
  }

  /// The record at an offset of the first partition; empty when there is none, or no such topic.
  static Optional<ConsumerRecord<byte[], byte[]>> one(
      KafkaCluster cluster, String topic, long offset) {
    TopicPartition place = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster)) {
      if (!consumer.listTopics().containsKey(topic)) {
        return Optional.empty();
      }
      consumer.assign(Set.of(place));
      if (offset >= consumer.endOffsets(Set.of(place)).getOrDefault(place, 0L)) {
        return Optional.empty();
      }
      consumer.seek(place, offset);
      return consumer.poll(PATIENCE).records(place).stream()
          .filter(record -> record.offset() == offset)
          .findFirst();
    }
  }

  /// Every record, nothing when there is no such topic.
  static void each(
      KafkaCluster cluster, String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    try (TopicTail tail = new TopicTail(topic, () -> consumer(cluster), taker)) {
      tail.catchUp();
    }
  }
}
