package dev.hayase.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The Kafka cluster that carries every topic of the pipeline.
///
/// @param partitions of each topic that Hayase creates
/// @param replicationFactor of each topic that Hayase creates; empty leaves it to the number of
///   brokers
/// @param properties passed on to every Kafka client as they are, for SASL, TLS and the like
public record KafkaCluster(
    String bootstrapServers,
    int partitions,
    OptionalInt replicationFactor,
    Map<String, String> properties) {
  public static final int DEFAULT_PARTITIONS = 4;

  public KafkaCluster {
    properties = Map.copyOf(properties);
  }

  /// What every client of this cluster is created with, before its own settings.
  public Map<String, Object> clientProperties() {
    var all = new LinkedHashMap<String, Object>(properties);
    all.put("bootstrap.servers", bootstrapServers);
    return all;
  }

  /// Without the properties' values: passwords stand among them.
  @Override
  public String toString() {
    return "KafkaCluster[bootstrapServers=%s, partitions=%d, replicationFactor=%s, properties=%s]"
        .formatted(
            bootstrapServers,
            partitions,
            replicationFactor.isPresent() ? replicationFactor.getAsInt() : "by brokers",
            properties.keySet().stream().sorted().toList());
  }
}
