package dev.hayase.cdc.kafka;

import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.Answers;
import dev.hayase.frame.kafka.TopicPlan;
import dev.hayase.pipeline.KafkaCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/// Creates the topics that a source needs, and tells how many partitions they have.
public final class Topology {
  private static final String LARGEST_RECORD = Integer.toString(ClientSettings.LARGEST_RECORD);

  private final KafkaCluster cluster;

  public Topology(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// Creates the topics by which the replicas share these sources, where they are absent.
  public void ensureShared(Collection<String> sources) {
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      new AbsentTopics(admin, cluster.replicationFactor())
          .create(sources.stream().map(Topics::source).map(TopicPlan::compacted).toList());
    }
  }

  /// Creates what is absent of our own topics and those of the tables.
  ///
  /// @return the partitions of each table's topic
  public Map<ChangeTopic, Integer> ensure(Collection<ChangeTopic> tables) {
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      new AbsentTopics(admin, cluster.replicationFactor()).create(wanted(tables));
      return partitions(admin, tables);
    }
  }

  /// Creates the topic for what cannot be written of a source, which keeps its records until
  /// somebody deletes it.
  void ensureUnwritten(String source) {
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      new AbsentTopics(admin, cluster.replicationFactor())
          .create(
              List.of(
                  new TopicPlan(
                      Topics.unwritten(source),
                      1,
                      Map.of(
                          TopicConfig.CLEANUP_POLICY_CONFIG,
                          TopicConfig.CLEANUP_POLICY_DELETE,
                          TopicConfig.RETENTION_MS_CONFIG,
                          "-1",
                          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                          LARGEST_RECORD))));
    }
  }

  private List<TopicPlan> wanted(Collection<ChangeTopic> tables) {
    List<TopicPlan> topics = new ArrayList<>();
    topics.add(TopicPlan.compacted(Topics.OFFSETS));
    topics.add(TopicPlan.compacted(Topics.SCHEMAS));
    topics.add(TopicPlan.watermarks());
    for (ChangeTopic table : tables) {
      topics.add(
          new TopicPlan(
              table.name(),
              cluster.partitions(),
              Map.of(
                  TopicConfig.CLEANUP_POLICY_CONFIG,
                  TopicConfig.CLEANUP_POLICY_DELETE,
                  TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                  "LogAppendTime",
                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                  LARGEST_RECORD)));
    }
    return topics;
  }

  private static Map<ChangeTopic, Integer> partitions(Admin admin, Collection<ChangeTopic> tables) {
    List<String> names = tables.stream().map(ChangeTopic::name).toList();
    Map<String, TopicDescription> described =
        Answers.of(admin.describeTopics(names).allTopicNames());
    Map<ChangeTopic, Integer> partitions = new HashMap<>();
    tables.forEach(table -> {
      TopicDescription description = described.get(table.name());
      if (description != null) {
        partitions.put(table, description.partitions().size());
      }
    });
    return partitions;
  }
}
