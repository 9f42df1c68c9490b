package dev.hayase.cdc.kafka;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.pipeline.KafkaCluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// The topic in which it is kept how a source's tables looked at which place of its log: a binary
/// log has rows without their columns' names. It is read from its beginning at every start, so
/// nothing of it may be removed, and its order is all: one partition, no retention.
public final class SchemaHistoryTopic {
  /// What is wrong when the topic is empty although the log was read.
  public static final String LOST =
      "has been read without its schema history, which is gone: nobody knows the columns of the rows in it";

  private static final long LIMIT_SECONDS = 30;
  private static final String FOREVER = "-1";

  private final KafkaCluster cluster;
  private final String name;

  public SchemaHistoryTopic(KafkaCluster cluster, String source) {
    this.cluster = cluster;
    this.name = "hayase.schema-history." + source;
  }

  /// The topic's name.
  public String name() {
    return name;
  }

  /// Creates it if absent; else checks it.
  ///
  /// @throws SetupException when it is set up so that history would be lost
  public void ensure() {
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      if (answer(admin.listTopics().names()).contains(name)) {
        check(admin);
      } else {
        create(admin);
      }
    }
  }

  /// Whether nothing is in it.
  public boolean isEmpty() {
    TopicPartition partition = new TopicPartition(name, 0);
    try (Admin admin = Admin.create(ClientSettings.admin(cluster))) {
      ListOffsetsResultInfo end =
          answer(
              admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition));
      return end.offset() == 0;
    }
  }

  private void create(Admin admin) {
    int brokers = answer(admin.describeCluster().nodes()).size();
    int replication = cluster.replicationFactor().orElse(brokers >= 3 ? 3 : 1);
    Map<String, String> settings =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            FOREVER,
            TopicConfig.RETENTION_BYTES_CONFIG,
            FOREVER);
    NewTopic topic = new NewTopic(name, 1, (short) replication).configs(settings);
    var _ = answer(admin.createTopics(List.of(topic)).all());
  }

  private void check(Admin admin) {
    int partitions =
        answer(admin.describeTopics(Set.of(name)).allTopicNames().thenApply(m -> m.get(name)))
            .partitions()
            .size();
    if (partitions != 1) {
      throw new SetupException(
          "topic",
          name,
          "has %d partitions: its order is lost".formatted(partitions),
          "Delete the topic, and give the source another run");
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config settings =
        answer(admin.describeConfigs(Set.of(resource)).all().thenApply(m -> m.get(resource)));
    require(settings, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    require(settings, TopicConfig.RETENTION_MS_CONFIG, FOREVER);
    require(settings, TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
  }

  private void require(Config settings, String key, String wanted) {
    String value = settings.get(key).value();
    if (!wanted.equals(value)) {
      throw new SetupException(
          "topic",
          name,
          "has %s=%s: it loses how the tables looked".formatted(key, value),
          "Run: kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
              .formatted(name, key, wanted));
    }
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
