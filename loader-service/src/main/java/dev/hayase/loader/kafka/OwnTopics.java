package dev.hayase.loader.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes topics that the loader itself writes, when they are first needed: of one partition, with
/// replicas where the cluster has them.
final class OwnTopics {
  private static final int BROKERS_FOR_REPLICAS = 3;

  private final Admin admin;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  OwnTopics(Admin admin) {
    this.admin = admin;
  }

  /// Blocks; throws an [IllegalStateException] when the topic is not there and cannot be made.
  void ensure(String topic, Map<String, String> settings) {
    if (known.contains(topic)) {
      return;
    }
    try {
      create(topic, settings);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "The topic " + topic + " could not be made: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the topic " + topic + " was made", e);
    }
    known.add(topic);
  }

  private void create(String topic, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    boolean replicas = admin.describeCluster().nodes().get().size() >= BROKERS_FOR_REPLICAS;
    Map<String, String> all = new HashMap<>(settings);
    all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas ? "2" : "1");
    NewTopic wanted = new NewTopic(topic, 1, (short) (replicas ? BROKERS_FOR_REPLICAS : 1));
    admin.createTopics(List.of(wanted.configs(all))).all().get();
  }
}
