package dev.hayase.cli.scene;

import dev.hayase.local.SharedBroker;
import dev.hayase.pipeline.KafkaCluster;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// The broker of tests that need no more than that; every test has names of its own.
public final class OneBroker {
  private OneBroker() {}

  /// What a pipeline file would say of it.
  public static KafkaCluster cluster() {
    return new KafkaCluster(SharedBroker.bootstrapServers(), 1, OptionalInt.empty(), Map.of());
  }

  /// Creates a topic, unless another test has.
  public static void topic(String name, int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(cluster().clientProperties())) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
