package dev.hayase.log;

import dev.hayase.log.kafka.BrokerHealth;
import dev.hayase.log.kafka.StreamTopics;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether events can be stored: what readiness follows.
final class KafkaHealth implements HealthIndicator {
  private final BrokerHealth broker;
  private final StreamTopics topics;

  KafkaHealth(BrokerHealth broker, StreamTopics topics) {
    this.broker = broker;
    this.topics = topics;
  }

  @Override
  public Health health() {
    Optional<String> trouble = broker.trouble();
    Set<String> absent = topics.absent();
    Health.Builder health = trouble.isEmpty() && absent.isEmpty() ? Health.up() : Health.down();
    trouble.ifPresent(why -> health.withDetail("kafka", why));
    if (!absent.isEmpty()) {
      health.withDetail("topics that are not there yet", absent);
    }
    return health.build();
  }
}
