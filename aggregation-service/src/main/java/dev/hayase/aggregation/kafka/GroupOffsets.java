package dev.hayase.aggregation.kafka;

import dev.hayase.aggregation.time.Vector;
import dev.hayase.frame.kafka.Answers;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/// How far the groups of aggregations have committed, and where topics begin and end.
///
/// Each method throws a [org.apache.kafka.common.KafkaException] when Kafka does not answer.
public final class GroupOffsets {
  private final Admin admin;

  public GroupOffsets(Admin admin) {
    this.admin = admin;
  }

  /// How far each group has committed.
  public Map<String, Vector> committed(Set<String> groups) {
    Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
    groups.forEach(group -> all.put(group, new ListConsumerGroupOffsetsSpec()));
    Map<String, Vector> committed = new HashMap<>();
    var answer = admin.listConsumerGroupOffsets(all);
    groups.forEach(group -> {
      Map<String, Map<Integer, Long>> offsets = new HashMap<>();
      Answers.of(answer.partitionsToOffsetAndMetadata(group))
          .forEach((partition, offset) -> {
            if (offset != null) {
              put(offsets, partition, offset.offset());
            }
          });
      committed.put(group, new Vector(offsets));
    });
    return committed;
  }

  /// Where topics end, open transactions included: what a transaction has written is counted even
  /// while its marker is on its way.
  public Vector ends(Collection<String> topics) {
    return offsets(topics, OffsetSpec.latest());
  }

  /// The same of topics that all have so many partitions.
  public Vector ends(Collection<String> topics, int partitions) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (String topic : topics) {
      for (int i = 0; i < partitions; i++) {
        wanted.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
    }
    return offsets(wanted);
  }

  private Vector offsets(Collection<String> topics, OffsetSpec where) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    Answers.of(admin.describeTopics(topics).allTopicNames())
        .forEach((name, topic) ->
            topic
                .partitions()
                .forEach(each -> wanted.put(new TopicPartition(name, each.partition()), where)));
    return offsets(wanted);
  }

  private Vector offsets(Map<TopicPartition, OffsetSpec> wanted) {
    Map<String, Map<Integer, Long>> offsets = new HashMap<>();
    Answers.of(admin.listOffsets(wanted).all())
        .forEach((partition, found) -> put(offsets, partition, found.offset()));
    return new Vector(offsets);
  }

  /// Whether a group has committed nothing of a topic.
  public boolean isNewTo(String group, String topic) {
    return committed(Set.of(group)).getOrDefault(group, Vector.EMPTY).of(topic).isEmpty();
  }

  /// Sees to it that a group goes on in its sources where it has stopped, and begins where they
  /// begin: never anywhere else.
  ///
  /// @throws HaltException when records were deleted before they were read
  public void begin(String group, Collection<String> sources) {
    Vector first = offsets(sources, OffsetSpec.earliest());
    Vector committed = committed(Set.of(group)).getOrDefault(group, Vector.EMPTY);
    Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
    first
        .offsets()
        .forEach((topic, partitions) ->
            partitions.forEach((partition, offset) -> {
              Long at = committed.of(topic).get(partition);
              if (at == null) {
                beginnings.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
              } else if (at < offset) {
                throw new HaltException(
                    "The records %d to %d of %s-%d were deleted before they were read"
                        .formatted(at, offset - 1, topic, partition),
                    "Build the aggregation anew from what there is, and keep the topic's records"
                        + " for longer");
              }
            }));
    if (!beginnings.isEmpty()) {
      try {
        Answers.of(admin.alterConsumerGroupOffsets(group, beginnings).all());
      } catch (UnknownMemberIdException | GroupIdNotFoundException _) {
        // Another instance runs it already, and has done this before.
        return;
      }
    }
  }

  /// Whether nobody consumes as the group any more.
  public boolean isSilent(String group) {
    try {
      return Answers.of(admin.describeConsumerGroups(Set.of(group)).all()).values().stream()
          .allMatch(each -> each.members().isEmpty());
    } catch (GroupIdNotFoundException _) {
      return true;
    }
  }

  private static void put(
      Map<String, Map<Integer, Long>> offsets, TopicPartition partition, long offset) {
    offsets
        .computeIfAbsent(partition.topic(), _ -> new HashMap<>())
        .put(partition.partition(), offset);
  }

  static List<TopicPartition> partitions(Vector vector) {
    return vector.offsets().entrySet().stream()
        .flatMap(topic ->
            topic.getValue().keySet().stream().map(p -> new TopicPartition(topic.getKey(), p)))
        .toList();
  }
}
