package dev.hayase.cli.topics;

import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.frame.kafka.TopicPlan;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// A topic by which operators speak to services.
final class CompactedTopic {
  private static final Duration ANSWERS = Duration.ofSeconds(10);

  private CompactedTopic() {}

  /// Creates it where it is absent; throws an [IllegalStateException] when it cannot be made.
  static void ensure(KafkaCluster cluster, String name) {
    try (Admin admin = Admin.create(EveryClient.admin(cluster, ANSWERS))) {
      new AbsentTopics(admin, cluster.replicationFactor())
          .create(List.of(TopicPlan.compacted(name)));
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "The topic %s could not be made at %s: %s"
              .formatted(name, cluster.bootstrapServers(), e.getMessage()),
          e);
    }
  }
}
