package dev.hayase.benchmarks.aggregation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/// The broker's topics, and how far contenders are in them.
final class Progress implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  private final Admin admin;

  Progress(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  void create(String topic, int partitions, Map<String, String> settings)
      throws InterruptedException {
    get(
        admin
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
            .all());
  }

  /// Makes a topic that is not there.
  void createIfAbsent(String topic, int partitions) throws InterruptedException {
    if (!get(admin.listTopics().names()).contains(topic)) {
      create(topic, partitions, Map.of("message.timestamp.type", "LogAppendTime"));
    }
  }

  /// How many records of a topic, and of the group's own, are committed.
  ///
  /// @param source of the topic itself
  /// @param all of the group's internal topics, too
  record Committed(long source, long all) {}

  Committed committed(String group) throws InterruptedException {
    long source = 0;
    long all = 0;
    try {
      for (var entry :
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
        if (entry.getValue() != null) {
          all += entry.getValue().offset();
          source += entry.getKey().topic().equals(Sales.TOPIC) ? entry.getValue().offset() : 0;
        }
      }
    } catch (ExecutionException e) {
      // The group is not there yet.
      return new Committed(0, 0);
    }
    return new Committed(source, all);
  }

  /// Records of a topic.
  long end(String topic, int partitions) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int p = 0; p < partitions; p++) {
      asked.put(new TopicPartition(topic, p), OffsetSpec.latest());
    }
    return get(admin.listOffsets(asked).all()).values().stream().mapToLong(o -> o.offset()).sum();
  }

  /// Lets a contender begin anew.
  void forget(Contender contender) throws InterruptedException {
    Set<String> own =
        get(admin.listTopics().names()).stream()
            .filter(topic ->
                topic.startsWith(contender.group()) || topic.startsWith(contender.output()))
            .collect(Collectors.toSet());
    get(admin.deleteTopics(own).all());
    while (!isGone(contender.group())) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// A group can be deleted when its members have left it, or were not heard of for long enough.
  private boolean isGone(String group) throws InterruptedException {
    try {
      admin.deleteConsumerGroups(List.of(group)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupNotEmptyException) {
        return false;
      }
      throw new IllegalStateException("The group " + group + " cannot be deleted", e);
    }
  }

  /// Bytes on the broker's disk of the topics from which a group's state is restored.
  long changelogBytes(String group) throws InterruptedException {
    Set<String> changelogs =
        get(admin.listTopics().names()).stream()
            .filter(topic -> topic.startsWith(group) && topic.endsWith("-changelog"))
            .collect(Collectors.toSet());
    return get(admin.describeLogDirs(List.of(1)).allDescriptions()).values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> changelogs.contains(replica.getKey().topic()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
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
