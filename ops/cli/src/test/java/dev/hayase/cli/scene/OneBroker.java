package dev.hayase.cli.scene;

import dev.hayase.local.LocalBroker;
import dev.hayase.local.process.Folders;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/// One broker for all tests of a JVM that need no more than that; every test has names of its own.
public final class OneBroker {
  private static @Nullable LocalBroker broker;

  private OneBroker() {}

  /// What a pipeline file would say of it.
  public static synchronized KafkaCluster cluster() {
    if (broker == null) {
      // The run before left its data for those who want to look.
      Path folder = Path.of("target", "broker", System.getProperty("hayase.fork", "jvm"));
      Folders.delete(folder);
      LocalBroker started = LocalBroker.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
      broker = started;
    }
    return new KafkaCluster(broker.bootstrapServers(), 1, OptionalInt.empty(), Map.of());
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
