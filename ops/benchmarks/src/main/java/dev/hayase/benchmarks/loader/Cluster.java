package dev.hayase.benchmarks.loader;

import dev.hayase.benchmarks.workload.Input;
import dev.hayase.event.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// The broker's topics and groups.
final class Cluster implements AutoCloseable {
  private final Admin admin;

  Cluster(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /// Makes an input's topics.
  void create(Input input) throws InterruptedException {
    create(input.topics(), input.partitions());
  }

  /// Makes topics of one partition.
  void create(List<String> names) throws InterruptedException {
    create(names, 1);
  }

  private void create(List<String> names, int partitions) throws InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    for (String topic : names) {
      topics.add(
          new NewTopic(topic, partitions, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime")));
    }
    get(admin.createTopics(topics).all());
  }

  /// Makes the topic of the schemas.
  void createSchemas() throws InterruptedException {
    NewTopic schemas =
        new NewTopic(Topics.SCHEMAS, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    get(admin.createTopics(List.of(schemas)).all());
  }

  void delete(Input input) throws InterruptedException {
    get(admin.deleteTopics(input.topics()).all());
  }

  /// Forgets what a group has read.
  void forget(String group) throws InterruptedException {
    try {
      admin.deleteConsumerGroups(Set.of(group)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new IllegalStateException("The group " + group + " cannot be deleted", e);
      }
    }
  }

  /// How many offsets of the input's topics are not committed by the group.
  long lag(Input input, String group) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (String topic : input.topics()) {
      for (int p = 0; p < input.partitions(); p++) {
        partitions.put(new TopicPartition(topic, p), OffsetSpec.latest());
      }
    }
    long[] lag = {0};
    get(admin.listOffsets(partitions).all()).values().forEach(end -> lag[0] += end.offset());
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, committed) -> {
          if (committed != null && partitions.containsKey(partition)) {
            lag[0] -= committed.offset();
          }
        });
    return lag[0];
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not do as it is told", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
