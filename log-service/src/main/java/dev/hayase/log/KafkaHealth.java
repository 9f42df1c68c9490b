package dev.hayase.log;

import dev.hayase.log.journal.Journal;
import dev.hayase.log.kafka.BrokerHealth;
import dev.hayase.log.kafka.StreamTopics;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether events can be stored, in Kafka or in a journal before it: what readiness follows.
final class KafkaHealth implements HealthIndicator {
  private final BrokerHealth broker;
  private final StreamTopics topics;
  private final Optional<Journal> journal;

  KafkaHealth(BrokerHealth broker, StreamTopics topics, Optional<Journal> journal) {
    this.broker = broker;
    this.topics = topics;
    this.journal = journal;
  }

  @Override
  public Health health() {
    Optional<String> trouble = broker.trouble();
    Set<String> absent = topics.absent();
    boolean stored =
        (trouble.isEmpty() && absent.isEmpty()) || journal.filter(Journal::hasRoom).isPresent();
    Health.Builder health = stored ? Health.up() : Health.down();
    trouble.ifPresent(why -> health.withDetail("kafka", why));
    if (!absent.isEmpty()) {
      health.withDetail("topics that are not there yet", absent);
    }
    journal.ifPresent(waiting -> health.withDetail("bytes in the journal", waiting.bytes()));
    journal.flatMap(Journal::trouble).ifPresent(why -> health.withDetail("journal", why));
    return health.build();
  }
}
