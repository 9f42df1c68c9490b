package dev.hayase.loader.actuate;

import dev.hayase.loader.delivery.TableStatus;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/// `/actuator/health/tables`: one health for each table, by its topic.
///
/// A table that does not load has a status of its own, and none that Spring answers with 503: a
/// probe that looks here would have the process killed, or taken out of its service, for one table
/// among many that load, and for a trouble that a restart does not heal.
public final class TableHealth implements CompositeHealthContributor {
  private final Supplier<List<TableStatus>> statuses;

  public TableHealth(Supplier<List<TableStatus>> statuses) {
    this.statuses = statuses;
  }

  @Override
  public @Nullable HealthContributor getContributor(String topic) {
    return statuses.get().stream()
        .filter(status -> status.topic().equals(topic))
        .findFirst()
        .map(TableHealth::indicator)
        .orElse(null);
  }

  @Override
  public Stream<Entry> stream() {
    return statuses.get().stream().map(status -> new Entry(status.topic(), indicator(status)));
  }

  private static HealthIndicator indicator(TableStatus status) {
    Health health =
        Health.status(health(status.state())).withDetails(LoadingEndpoint.table(status)).build();
    return () -> health;
  }

  private static Status health(TableStatus.State state) {
    return switch (state) {
      case LOADING, WAITING -> Status.UP;
      case PAUSED, BACKING_OFF, HALTED -> new Status(state.name());
    };
  }
}
