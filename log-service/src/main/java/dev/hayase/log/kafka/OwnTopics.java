package dev.hayase.log.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topics that watermarks need, created where they are absent.
final class OwnTopics {
  private static final int ENOUGH_BROKERS = 3;

  /// As long as the cdc-service keeps them.
  private static final String WATERMARK_RETENTION = Long.toString(Duration.ofDays(30).toMillis());

  /// There is a record each second, and who begins reads all that is not compacted.
  private static final String SEGMENT_MILLIS = "3600000";

  private OwnTopics() {}

  static void ensure(Admin admin, KafkaCluster cluster) throws InterruptedException {
    short replication =
        cluster.replicationFactor().isPresent()
            ? (short) cluster.replicationFactor().getAsInt()
            : (short)
                (answer(admin.describeCluster().nodes()).size() >= ENOUGH_BROKERS
                    ? ENOUGH_BROKERS
                    : 1);
    create(
        admin,
        topic(
            Topics.HOLDS,
            replication,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.SEGMENT_MS_CONFIG,
                SEGMENT_MILLIS)));
    create(
        admin,
        topic(
            Topics.WATERMARKS,
            replication,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                WATERMARK_RETENTION)));
  }

  private static NewTopic topic(String name, short replication, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    if (replication >= ENOUGH_BROKERS) {
      all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(name, 1, replication).configs(all);
  }

  private static void create(Admin admin, NewTopic topic) throws InterruptedException {
    try {
      answer(admin.createTopics(List.of(topic)).all());
    } catch (TopicExistsException _) {
      return;
    }
  }

  private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("Kafka did not answer", e);
    }
  }
}
