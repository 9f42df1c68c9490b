package dev.hayase.frame.process;

import dev.hayase.frame.keyfile.KeyRing;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether the file of API keys can be read as it is now. While it cannot, the keys before it stay
/// good, so readiness does not follow it.
public final class KeysHealth implements HealthIndicator {
  private final KeyRing keys;

  public KeysHealth(KeyRing keys) {
    this.keys = keys;
  }

  @Override
  public Health health() {
    return keys.problem()
        .map(problem -> Health.down().withDetail("problem", problem).build())
        .orElseGet(() -> Health.up().build());
  }
}
