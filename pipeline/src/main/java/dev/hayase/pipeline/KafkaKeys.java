package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The keys under `kafka`.
final class KafkaKeys {
  /// What no user may change: the promises rest on it.
  private static final Set<String> OURS =
      Set.of(
          "acks",
          "auto.offset.reset",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  private static final Key<String> BOOTSTRAP_SERVERS =
      Key.required(
          "bootstrap-servers",
          Kind.text("addresses `host:port`, separated by commas", HostPort::refuseUnlessList),
          "Where the cluster is reached first.");
  private static final Key<Integer> PARTITIONS =
      Key.optional(
          "partitions",
          Kind.integer("a number of partitions", 1, 10_000),
          KafkaCluster.DEFAULT_PARTITIONS,
          "4",
          "How many partitions a topic gets that Hayase creates. A table is loaded by as many threads at most.");
  private static final Key<Integer> REPLICATION_FACTOR =
      Key.optional(
          "replication-factor",
          Kind.integer("a number of replicas", 1, 100),
          "How many brokers keep a copy of a topic that Hayase creates. Without it: 3 where the cluster has as many"
              + " brokers, else 1 with a warning.");
  private static final Key<List<Entry<String>>> PROPERTIES =
      Key.optional(
          "properties",
          Kind.mapOf("property", Kind.text()),
          List.of(),
          "",
          "Any properties of Kafka's clients, passed on as they are, for SASL, TLS and the like. The few that Hayase's"
              + " promises rest on are refused.");

  static final Section<KafkaCluster> SECTION =
      new Section<>(
          List.of(BOOTSTRAP_SERVERS, PARTITIONS, REPLICATION_FACTOR, PROPERTIES),
          KafkaKeys::refuseOurs,
          KafkaKeys::build);

  private KafkaKeys() {}

  private static void refuseOurs(Values values, Reading reading) {
    for (Entry<String> property : values.find(PROPERTIES).orElse(List.of())) {
      if (OURS.contains(property.name())) {
        reading.report(
            property.place(), "is set by Hayase, whose promises rest on it", "Leave it out");
      }
      if (property.name().equals("bootstrap.servers")) {
        reading.report(
            property.place(), "has a key of its own", "Write kafka.bootstrap-servers instead");
      }
    }
  }

  private static KafkaCluster build(Values values) {
    Map<String, String> properties = new LinkedHashMap<>();
    values.get(PROPERTIES).forEach(p -> p.value().ifPresent(v -> properties.put(p.name(), v)));
    return new KafkaCluster(
        values.get(BOOTSTRAP_SERVERS),
        values.get(PARTITIONS),
        values.find(REPLICATION_FACTOR).map(OptionalInt::of).orElse(OptionalInt.empty()),
        properties);
  }
}
