package dev.hayase.aggregation.actuate;

import dev.hayase.aggregation.status.AggregationStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/// `/actuator/health/aggregations`: one health for each, by its name.
///
/// One that does not run has a status of its own, and none that Spring answers with 503: a probe
/// that looks here would have the process killed for one aggregation among many that run.
public final class AggregationHealth implements CompositeHealthContributor {
  private final Supplier<List<AggregationStatus>> statuses;
  private final InstantSource clock;

  public AggregationHealth(Supplier<List<AggregationStatus>> statuses, InstantSource clock) {
    this.statuses = statuses;
    this.clock = clock;
  }

  @Override
  public @Nullable HealthContributor getContributor(String name) {
    return statuses.get().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .map(this::indicator)
        .orElse(null);
  }

  @Override
  public Stream<Entry> stream() {
    return statuses.get().stream().map(status -> new Entry(status.name(), indicator(status)));
  }

  private HealthIndicator indicator(AggregationStatus status) {
    Health.Builder health = Health.status(health(status.state()));
    status.reason().ifPresent(reason -> health.withDetail("reason", reason));
    status.remedy().ifPresent(remedy -> health.withDetail("remedy", remedy));
    status
        .through()
        .ifPresent(through ->
            health
                .withDetail("complete through", through.toString())
                .withDetail(
                    "lag in seconds", Duration.between(through, clock.instant()).toSeconds()));
    if (status.restoring() > 0) {
      health.withDetail("records to restore", status.restoring());
    }
    Health built = health.build();
    return () -> built;
  }

  private static Status health(AggregationStatus.State state) {
    return switch (state) {
      case RUNNING -> Status.UP;
      case BUILDING, RESTORING, HALTED -> new Status(state.name());
    };
  }
}
