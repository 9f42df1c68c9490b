package dev.hayase.cdc;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// A source is ready while its changes flow, be it through another replica, or while an operator
/// wants it to rest.
final class SourceHealth implements HealthIndicator {
  private final SourceStatus status;

  SourceHealth(SourceStatus status) {
    this.status = status;
  }

  @Override
  public Health health() {
    SourceStatus.View view = status.view();
    Health.Builder health =
        switch (view.state()) {
          case SNAPSHOT, STREAMING, PAUSED, STANDBY -> Health.up();
          case STARTING, FAILED -> Health.down();
        };
    health.withDetail("state", view.state().name());
    if (!view.reason().isEmpty()) {
      health.withDetail("reason", view.reason());
    }
    view.trouble()
        .ifPresent(trouble ->
            health
                .withDetail("kind", trouble.failure().kind().code())
                .withDetail("since", trouble.since().toString()));
    if (!view.outlook().warnings().isEmpty()) {
      health.withDetail("warnings", view.outlook().warnings());
    }
    view.outlook()
        .runway()
        .ifPresent(runway -> {
          runway.lag().map(Duration::toSeconds).ifPresent(s -> health.withDetail("lagSeconds", s));
          runway
              .end()
              .flatMap(end -> end.left())
              .map(Duration::toSeconds)
              .ifPresent(s -> health.withDetail("runwaySeconds", s));
        });
    return health.build();
  }
}
