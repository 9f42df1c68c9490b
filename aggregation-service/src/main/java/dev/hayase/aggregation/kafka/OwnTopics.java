package dev.hayase.aggregation.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics of aggregations. Kafka Streams creates what only it reads.
public final class OwnTopics {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTopics.class);
  private static final int ENOUGH_BROKERS = 3;

  /// As all writers of watermarks keep them.
  private static final Duration WATERMARKS = Duration.ofDays(30);

  /// Who reads it is behind by seconds, or begins anew with the next time.
  private static final Duration TIMES = Duration.ofHours(6);

  private final Admin admin;
  private final KafkaCluster cluster;

  public OwnTopics(Admin admin, KafkaCluster cluster) {
    this.admin = admin;
    this.cluster = cluster;
  }

  /// What all aggregations share.
  public void ensureShared() {
    Map<String, String> compacted =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    Map<String, String> watermarks =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(WATERMARKS.toMillis()));
    create(
        List.of(
            topic(Topics.SCHEMAS, 1, compacted),
            topic(Topics.AGGREGATIONS, 1, compacted),
            topic(Topics.WATERMARKS, 1, watermarks)));
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
    create(
        List.of(
            topic(output, partitions, results),
            topic(late, partitions, kept),
            topic(letters, 1, kept),
            topic(time, partitions, times)));
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
    create(
        List.of(
            topic(
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

  private NewTopic topic(String name, int partitions, Map<String, String> settings) {
    short replication = replication();
    Map<String, String> all = new HashMap<>(settings);
    if (replication >= ENOUGH_BROKERS) {
      all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(name, partitions, replication).configs(all);
  }

  /// Of every topic that is created.
  public short replication() {
    if (cluster.replicationFactor().isPresent()) {
      return (short) cluster.replicationFactor().getAsInt();
    }
    int brokers = Answers.of(admin.describeCluster().nodes()).size();
    return (short) (brokers >= ENOUGH_BROKERS ? ENOUGH_BROKERS : 1);
  }

  private void create(List<NewTopic> topics) {
    Set<String> present = Answers.of(admin.listTopics().names());
    List<NewTopic> absent = new ArrayList<>(topics);
    absent.removeIf(topic -> present.contains(topic.name()));
    admin
        .createTopics(absent)
        .values()
        .forEach((name, creation) -> {
          try {
            Answers.of(creation);
            LOG.atInfo().addKeyValue("topic", name).log("A topic was created");
          } catch (TopicExistsException _) {
            LOG.atDebug().addKeyValue("topic", name).log("A topic was created by another");
          }
        });
  }
}
