package dev.hayase.aggregation;

import dev.hayase.aggregation.kafka.Cluster;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether Kafka answers: what readiness follows.
final class KafkaHealth implements HealthIndicator {
  private final Cluster cluster;

  KafkaHealth(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Health health() {
    return cluster.answers() ? Health.up().build() : Health.down().build();
  }
}
