package dev.hayase.frame.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether something outside answers. It is asked in the background, so that the probe itself never
/// waits.
public final class Reachability implements HealthIndicator, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("reachability").factory());
  private volatile Optional<String> trouble = Optional.of("not asked yet");

  /// @param check says why it does not answer, if so
  public Reachability(Supplier<Optional<String>> check) {
    var _ =
        background.scheduleWithFixedDelay(
            () -> ask(check), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ask(Supplier<Optional<String>> check) {
    try {
      trouble = check.get();
    } catch (RuntimeException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Health health() {
    return trouble
        .map(reason -> Health.down().withDetail("reason", reason).build())
        .orElseGet(() -> Health.up().build());
  }

  @Override
  public void close() {
    background.shutdownNow();
  }
}
