package dev.hayase.cli.topics;

import dev.hayase.engine.plan.StageNames;
import dev.hayase.pipeline.KafkaCluster;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// What one build of an aggregation keeps in Kafka for itself.
public final class BuildTopics {
  private BuildTopics() {}

  /// Deletes it.
  ///
  /// @return the topics
  public static List<String> delete(KafkaCluster cluster, String aggregation, int generation)
      throws InterruptedException {
    String application = StageNames.application(aggregation, generation);
    try (Admin admin = Admin.create(cluster.clientProperties())) {
      List<String> topics =
          get(admin.listTopics().names()).stream()
              .filter(topic -> topic.startsWith(application + "-"))
              .sorted()
              .toList();
      get(admin.deleteTopics(topics).all());
      try {
        get(admin.deleteConsumerGroups(List.of(application)).all());
      } catch (GroupIdNotFoundException e) {
        // It has expired by itself.
        return topics;
      }
      return topics;
    }
  }

  private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("Kafka does not answer", e.getCause());
    }
  }
}
