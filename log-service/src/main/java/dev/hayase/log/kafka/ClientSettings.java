package dev.hayase.log.kafka;

import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What this service's clients need beyond [EveryClient]'s.
final class ClientSettings {
  /// More than the largest event, in any protocol's clothes.
  static final int LARGEST_RECORD = 10 * 1024 * 1024;

  /// A request is answered before any client gives up (10 s is the shortest), and never before it
  /// is certain what became of its events: what is told to be sent again must not arrive later.
  static final int DELIVERY_MILLIS = 8_000;

  private static final int REQUEST_MILLIS = 4_000;
  private static final int BLOCK_MILLIS = 500;

  private ClientSettings() {}

  static Map<String, Object> admin(KafkaCluster cluster) {
    return EveryClient.admin(cluster, Duration.ofSeconds(10));
  }

  /// For readers of quarantines.
  static Map<String, Object> quarantine(KafkaCluster cluster) {
    Map<String, Object> settings = EveryClient.reader(cluster);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    return settings;
  }

  /// For the consumer by which log-services settle which of them writes watermarks.
  static Map<String, Object> watermarks(KafkaCluster cluster) {
    Map<String, Object> settings = EveryClient.reader(cluster);
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "hayase-log-watermarks");
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return settings;
  }

  /// @param buffer bytes of records that are on their way; more than all requests that are let in
  static Map<String, Object> producer(KafkaCluster cluster, long buffer) {
    Map<String, Object> settings = EveryClient.writer(cluster);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, buffer);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    return settings;
  }
}
