package dev.hayase.cdc.kafka;

import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics that a source needs, and tells how many partitions they have.
public final class Topology {
  private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
  private static final long LIMIT_SECONDS = 30;
  private static final int ENOUGH_BROKERS = 3;
  private static final String LARGEST_RECORD = Integer.toString(ClientSettings.LARGEST_RECORD);
  private static final String WATERMARK_RETENTION = Long.toString(Duration.ofDays(30).toMillis());

  private final KafkaCluster cluster;

  public Topology(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// Creates the topics by which the replicas share these sources, where they are absent.
  public void ensureShared(Collection<String> sources) {
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      short replication = (short) replication(admin);
      createAbsent(
          admin,
          sources.stream()
              .map(source -> topic(Topics.source(source), 1, replication, compacted()))
              .toList());
    }
  }

  /// Creates what is absent of our own topics and those of the tables.
  ///
  /// @return the partitions of each table's topic
  public Map<ChangeTopic, Integer> ensure(Collection<ChangeTopic> tables) {
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      createAbsent(admin, wanted(tables, (short) replication(admin)));
      return partitions(admin, tables);
    }
  }

  private static void createAbsent(Admin admin, List<NewTopic> wanted) {
    Set<String> present = answer(admin.listTopics().names());
    create(admin, wanted.stream().filter(topic -> !present.contains(topic.name())).toList());
  }

  private List<NewTopic> wanted(Collection<ChangeTopic> tables, short replication) {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(topic(Topics.OFFSETS, 1, replication, compacted()));
    topics.add(topic(Topics.SCHEMAS, 1, replication, compacted()));
    topics.add(
        topic(
            Topics.WATERMARKS,
            1,
            replication,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                WATERMARK_RETENTION)));
    for (ChangeTopic table : tables) {
      topics.add(
          topic(
              table.name(),
              cluster.partitions(),
              replication,
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

  private static Map<String, String> compacted() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private static NewTopic topic(
      String name, int partitions, short replication, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    if (replication >= ENOUGH_BROKERS) {
      all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(name, partitions, replication).configs(all);
  }

  private int replication(Admin admin) {
    if (cluster.replicationFactor().isPresent()) {
      return cluster.replicationFactor().getAsInt();
    }
    int brokers = answer(admin.describeCluster().nodes()).size();
    return brokers >= ENOUGH_BROKERS ? ENOUGH_BROKERS : 1;
  }

  private static void create(Admin admin, List<NewTopic> absent) {
    if (absent.isEmpty()) {
      return;
    }
    if (absent.getFirst().replicationFactor() < ENOUGH_BROKERS) {
      LOG.atWarn()
          .addKeyValue("replication", absent.getFirst().replicationFactor())
          .log("topics are created with fewer than three replicas: a lost disk loses changes");
    }
    admin
        .createTopics(absent)
        .values()
        .forEach((name, creation) -> {
          try {
            answer(creation);
            LOG.atInfo().addKeyValue("topic", name).log("topic created");
          } catch (TopicExistsException _) {
            LOG.atDebug().addKeyValue("topic", name).log("topic was created by another");
          }
        });
  }

  private static Map<ChangeTopic, Integer> partitions(Admin admin, Collection<ChangeTopic> tables) {
    List<String> names = tables.stream().map(ChangeTopic::name).toList();
    Map<String, TopicDescription> described = answer(admin.describeTopics(names).allTopicNames());
    Map<ChangeTopic, Integer> partitions = new HashMap<>();
    tables.forEach(table -> {
      TopicDescription description = described.get(table.name());
      if (description != null) {
        partitions.put(table, description.partitions().size());
      }
    });
    return partitions;
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("Kafka did not answer", e);
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka did not answer within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
