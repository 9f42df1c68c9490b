package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.Answers;
import dev.hayase.loader.store.GroupPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// The group's commits, as the coordinator tells them to anybody.
final class GroupOffsets implements GroupPositions {
  private final Admin admin;

  GroupOffsets(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Map<Integer, Committed> committed(String topic) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Answers.of(
            admin
                .listConsumerGroupOffsets(
                    Map.of(
                        Topics.LOADER_GROUP,
                        new ListConsumerGroupOffsetsSpec().topicPartitions(partitions(topic))))
                .partitionsToOffsetAndMetadata(Topics.LOADER_GROUP));
    Map<Integer, Committed> committed = new HashMap<>();
    offsets.forEach((partition, offset) -> {
      if (offset != null) {
        committed.put(
            partition.partition(),
            new Committed(offset.offset(), NoteText.read(offset.metadata())));
      }
    });
    return committed;
  }

  @Override
  public Map<Integer, Long> ends(String topic) {
    return byPartition(partitions(topic), OffsetSpec.latest());
  }

  private Map<Integer, Long> byPartition(List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(p -> wanted.put(p, spec));
    Map<Integer, Long> offsets = new HashMap<>();
    Answers.of(admin.listOffsets(wanted).all())
        .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    Answers.of(admin.describeTopics(List.of(topic)).allTopicNames())
        .values()
        .forEach(description ->
            description
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }
}
