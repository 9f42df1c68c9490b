package dev.hayase.cli.topics;

import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads whole topics, to the end that they have when the reading begins.
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private TopicReader() {}

  static KafkaConsumer<byte[], byte[]> consumer(KafkaCluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.clientProperties());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster)) {
      each(consumer, topic, taker);
    }
  }

  static void each(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      return;
    }
    Set<TopicPartition> partitions = new HashSet<>();
    found.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(taker);
    }
  }
}
