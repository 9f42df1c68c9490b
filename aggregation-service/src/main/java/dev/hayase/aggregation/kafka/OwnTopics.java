package dev.hayase.aggregation.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.Answers;
import dev.hayase.frame.kafka.TopicPlan;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics of aggregations. Kafka Streams creates what only it reads.
public final class OwnTopics {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTopics.class);

  /// Who reads it is behind by seconds, or begins anew with the next time.
  private static final Duration TIMES = Duration.ofHours(6);

  private final Admin admin;
  private final AbsentTopics absent;

  public OwnTopics(Admin admin, KafkaCluster cluster) {
    this.admin = admin;
    this.absent = new AbsentTopics(admin, cluster.replicationFactor());
  }

  /// What all aggregations share.
  public void ensureShared() {
    absent.create(
        List.of(
            TopicPlan.compacted(Topics.SCHEMAS),
            TopicPlan.compacted(Topics.AGGREGATIONS),
            TopicPlan.watermarks()));
  }

  /// What one aggregation writes to.
  ///
  /// @param output and `late` have as many partitions as there are groups' partitions
  public void ensure(String output, String late, String letters, String time, int partitions) {
    Map<String, String> results =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(10 * 1024 * 1024));
    Map<String, String> kept = new HashMap<>(results);
    kept.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    Map<String, String> times =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(TIMES.toMillis()));
    absent.create(
        List.of(
            new TopicPlan(output, partitions, results),
            new TopicPlan(late, partitions, kept),
            new TopicPlan(letters, 1, kept),
            new TopicPlan(time, partitions, times)));
    extend(List.of(output, late), partitions);
  }

  /// A build that is made when its sources have more partitions than before has more groups'
  /// partitions than the one before had. Its snapshot makes right what stands in the others.
  private void extend(List<String> topics, int partitions) {
    Map<String, NewPartitions> more = new HashMap<>();
    Answers.of(admin.describeTopics(topics).allTopicNames())
        .forEach((name, topic) -> {
          if (topic.partitions().size() < partitions) {
            more.put(name, NewPartitions.increaseTo(partitions));
          }
        });
    if (!more.isEmpty()) {
      try {
        var _ = Answers.of(admin.createPartitions(more).all());
        LOG.atInfo().addKeyValue("topics", more.keySet()).log("Topics got more partitions");
      } catch (InvalidPartitionsException e) {
        LOG.atDebug().setCause(e).log("Topics got more partitions by another");
      }
    }
  }

  /// Where a build that takes over says that its results are told: a record in each partition.
  public void ensureTold(String told, int partitions) {
    absent.create(
        List.of(
            new TopicPlan(
                told,
                partitions,
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    "-1"))));
  }

  /// How many partitions a topic has; empty when it is not there.
  public Optional<Integer> partitions(String topic) {
    if (!Answers.of(admin.listTopics().names()).contains(topic)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            Answers.of(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic))
        .map(description -> description.partitions().size());
  }

  /// Of every topic that is created.
  public short replication() {
    return absent.replication();
  }
}
