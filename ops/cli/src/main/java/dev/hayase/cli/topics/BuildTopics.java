package dev.hayase.cli.topics;

import dev.hayase.engine.plan.StageNames;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/// What one build of an aggregation keeps in Kafka for itself.
public final class BuildTopics {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private BuildTopics() {}

  /// Deletes it, once no instance is a member of its group any more.
  ///
  /// @return the topics
  /// @throws GroupNotEmptyException when one still is after a minute; nothing is deleted then
  public static List<String> deleteOnceSilent(
      KafkaCluster cluster, String aggregation, int generation) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return delete(cluster, aggregation, generation);
      } catch (GroupNotEmptyException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(LOOK);
      }
    }
  }

  /// Deletes it.
  ///
  /// @return the topics
  /// @throws GroupNotEmptyException when an instance is a member of its group still; nothing is
  ///   deleted then
  public static List<String> delete(KafkaCluster cluster, String aggregation, int generation)
      throws InterruptedException {
    String application = StageNames.application(aggregation, generation);
    try (Admin admin = Admin.create(cluster.clientProperties())) {
      try {
        get(admin.deleteConsumerGroups(List.of(application)).all());
      } catch (GroupIdNotFoundException e) {
        // It has expired by itself, or was never joined.
        return deleteTopics(admin, application);
      }
      return deleteTopics(admin, application);
    }
  }

  private static List<String> deleteTopics(Admin admin, String application)
      throws InterruptedException {
    List<String> topics =
        get(admin.listTopics().names()).stream()
            .filter(topic -> topic.startsWith(application + "-"))
            .sorted()
            .toList();
    get(admin.deleteTopics(topics).all());
    return topics;
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
