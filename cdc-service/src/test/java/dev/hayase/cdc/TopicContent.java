package dev.hayase.cdc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The committed records of a topic from its beginning on; each look reads what is new.
final class TopicContent implements AutoCloseable {
  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  TopicContent(String bootstrapServers, String topic) {
    this.topic = topic;
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false,
            "metadata.max.age.ms",
            500);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  synchronized List<ConsumerRecord<byte[], byte[]>> records() {
    if (consumer.assignment().isEmpty()) {
      assign();
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(Duration.ofMillis(50)).forEach(records::add);
    }
    return List.copyOf(records);
  }

  private void assign() {
    if (consumer.listTopics().containsKey(topic)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
