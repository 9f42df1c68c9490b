package dev.hayase.aggregation.kafka;

import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What this service's own clients need beyond [EveryClient]'s: they do not wait long, since
/// whoever waits for them looks after all aggregations.
final class ClientSettings {
  private ClientSettings() {}

  static Map<String, Object> admin(KafkaCluster cluster) {
    return EveryClient.admin(cluster, Duration.ofSeconds(15));
  }

  static Map<String, Object> producer(KafkaCluster cluster) {
    Map<String, Object> settings = EveryClient.writer(cluster);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    return settings;
  }
}
