package dev.hayase.frame.kafka;

import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What every Kafka client of ours is made with. What correctness rests on stands above the user's
/// properties; what is a matter of speed stands below them. A service puts its own settings on top
/// of the map that it is given, which is a new one each time.
public final class EveryClient {
  private EveryClient() {}

  /// Who asks about topics and groups.
  ///
  /// @param patience how long an answer may take; a broker that is silent for half of it is left
  ///   for another one
  public static Map<String, Object> admin(KafkaCluster cluster, Duration patience) {
    Map<String, Object> settings = new HashMap<>(cluster.clientProperties());
    settings.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
    settings.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(patience.dividedBy(2).toMillis()));
    return settings;
  }

  /// Who reads what was committed, in no group. What it looks for and does not find was deleted: it
  /// goes on with the earliest record that there is, unless the service says otherwise.
  public static Map<String, Object> reader(KafkaCluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.clientProperties());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  /// Who writes what must not be lost, and not be doubled by trying again.
  public static Map<String, Object> writer(KafkaCluster cluster) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.putAll(cluster.clientProperties());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }
}
