package dev.hayase.cdc.kafka;

import dev.hayase.cdc.change.Outgoing;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What this service's clients need beyond [EveryClient]'s.
final class ClientSettings {
  static final int LARGEST_RECORD = Outgoing.LARGEST;

  /// After which a member that gives no sign of life is taken for dead; a broker's own floor is 6
  /// s.
  private static final int SESSION_MILLIS = 10_000;

  private static final int BUFFER = 48 * 1024 * 1024;
  private static final int TRANSACTION_MILLIS = 60_000;
  private static final int DELIVERY_MILLIS = 45_000;

  private ClientSettings() {}

  static Map<String, Object> admin(KafkaCluster cluster) {
    return EveryClient.admin(cluster, Duration.ofSeconds(25));
  }

  static Map<String, Object> producer(KafkaCluster cluster) {
    Map<String, Object> settings = EveryClient.writer(cluster);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    return settings;
  }

  static Map<String, Object> transactional(KafkaCluster cluster, String transactionalId) {
    Map<String, Object> settings = producer(cluster);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
    // Longer than a delivery may take: the broker must not abort what is still on its way.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    return settings;
  }

  /// @param isolation `read_committed` or `read_uncommitted`
  static Map<String, Object> consumer(KafkaCluster cluster, String isolation) {
    Map<String, Object> settings = EveryClient.reader(cluster);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    // What is gone from under a capture's position is told, never skipped.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 25_000);
    return settings;
  }

  /// A member of the group that shares the sources.
  ///
  /// The classic protocol, since the newer one takes a dead member for alive for 45 s at least.
  static Map<String, Object> member(KafkaCluster cluster) {
    Map<String, Object> settings = consumer(cluster, "read_committed");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.CDC_GROUP);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    // A member hears with its next sign of life that another one has left.
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
    // How long the others wait for a member that still ends the captures it gives away.
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
    return settings;
  }
}
