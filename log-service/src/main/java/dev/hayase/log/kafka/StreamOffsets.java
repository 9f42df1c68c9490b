package dev.hayase.log.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.Answers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/// Where the topics of streams stood at an instant of the brokers' clocks. Blocks.
final class StreamOffsets {
  private static final long NONE = -1;

  private final Admin admin;

  StreamOffsets(Admin admin) {
    this.admin = admin;
  }

  /// Topic to partition to the offset of the first record that was appended at the instant or
  /// later, else to the partition's end. Of all streams, also of those that nobody has declared.
  ///
  /// Throws a [org.apache.kafka.common.KafkaException] when Kafka does not answer
  Map<String, Map<Integer, Long>> at(Instant instant) {
    List<String> topics =
        Answers.of(admin.listTopics().names()).stream()
            .filter(name -> Topics.streamOf(name).isPresent())
            .toList();
    Map<TopicPartition, OffsetSpec> at = new HashMap<>();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    for (TopicDescription topic :
        Answers.of(admin.describeTopics(topics).allTopicNames()).values()) {
      positions.put(topic.name(), new TreeMap<>());
      topic
          .partitions()
          .forEach(partition -> {
            TopicPartition name = new TopicPartition(topic.name(), partition.partition());
            at.put(name, OffsetSpec.forTimestamp(instant.toEpochMilli()));
            ends.put(name, OffsetSpec.latest());
          });
    }
    Map<TopicPartition, ListOffsetsResultInfo> found = Answers.of(admin.listOffsets(at).all());
    found.forEach((partition, offset) -> {
      if (offset.offset() != NONE) {
        put(positions, partition, offset);
        ends.remove(partition);
      }
    });
    Answers.of(admin.listOffsets(ends).all())
        .forEach((partition, offset) -> put(positions, partition, offset));
    return positions;
  }

  private static void put(
      Map<String, Map<Integer, Long>> positions,
      TopicPartition partition,
      ListOffsetsResultInfo offset) {
    positions
        .computeIfAbsent(partition.topic(), _ -> new TreeMap<>())
        .put(partition.partition(), offset.offset());
  }
}
