package dev.hayase.log.kafka;

import dev.hayase.event.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// Where the topics of streams stood at an instant of the brokers' clocks. Blocks.
final class StreamOffsets {
  private static final long LIMIT_SECONDS = 15;
  private static final long NONE = -1;

  private final Admin admin;

  StreamOffsets(Admin admin) {
    this.admin = admin;
  }

  /// Topic to partition to the offset of the first record that was appended at the instant or
  /// later, else to the partition's end. Of all streams, also of those that nobody has declared.
  ///
  /// @throws KafkaException when Kafka does not answer
  Map<String, Map<Integer, Long>> at(Instant instant) throws InterruptedException {
    List<String> topics =
        answer(admin.listTopics().names()).stream()
            .filter(name -> Topics.streamOf(name).isPresent())
            .toList();
    Map<TopicPartition, OffsetSpec> at = new HashMap<>();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    for (TopicDescription topic : answer(admin.describeTopics(topics).allTopicNames()).values()) {
      positions.put(topic.name(), new TreeMap<>());
      topic
          .partitions()
          .forEach(partition -> {
            TopicPartition name = new TopicPartition(topic.name(), partition.partition());
            at.put(name, OffsetSpec.forTimestamp(instant.toEpochMilli()));
            ends.put(name, OffsetSpec.latest());
          });
    }
    Map<TopicPartition, ListOffsetsResultInfo> found = answer(admin.listOffsets(at).all());
    found.forEach((partition, offset) -> {
      if (offset.offset() != NONE) {
        put(positions, partition, offset);
        ends.remove(partition);
      }
    });
    answer(admin.listOffsets(ends).all())
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

  private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("Kafka did not answer", e);
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka did not answer within " + LIMIT_SECONDS + " s", e);
    }
  }
}
