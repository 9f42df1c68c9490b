package dev.hayase.cdc;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.runway.Runway;
import dev.hayase.cdc.schema.ShapeChange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// `/actuator/capture`: how each source and each of its tables is, what is wrong, what helps, and
/// how long the capture may stay away.
@Endpoint(id = "capture")
final class CaptureEndpoint {
  private final Captures captures;
  private final InstantSource clock;

  CaptureEndpoint(Captures captures, InstantSource clock) {
    this.captures = captures;
    this.clock = clock;
  }

  @ReadOperation
  Answer capture() {
    return new Answer(captures.statuses().stream().map(this::source).toList());
  }

  private Source source(SourceStatus status) {
    SourceStatus.View view = status.view();
    return new Source(
        view.source(),
        lower(view.state()),
        view.reason(),
        view.trouble().map(CaptureEndpoint::problem).orElse(null),
        view.outlook().warnings(),
        view.outlook().runway().map(CaptureEndpoint::log).orElse(null),
        SnapshotProgress.of(view, clock.instant()).orElse(null),
        view.epoch(),
        view.tables().stream()
            .map(t ->
                new Table(
                    t.topic(),
                    lower(t.state()),
                    t.rowsScanned(),
                    t.rowsEstimated(),
                    t.reason(),
                    status.lastReshaped(t.topic()).map(ShapeChange::toString).orElse(null)))
            .toList());
  }

  private static Problem problem(SourceStatus.Trouble trouble) {
    Failure failure = trouble.failure();
    return new Problem(
        failure.kind().code(),
        failure.cause(),
        failure.remedy(),
        failure.kind().again().sentence(),
        trouble.since(),
        trouble.attempts());
  }

  private static Log log(Runway runway) {
    OptionalDouble rate = runway.bytesPerSecond();
    return new Log(
        runway.lagBytes(),
        runway.lag().map(lag -> lag.toMillis() / 1e3).orElse(null),
        runway.heldBytes(),
        rate.isPresent() ? rate.getAsDouble() : null,
        runway.end().flatMap(Runway.End::left).map(Duration::toSeconds).orElse(null),
        runway.end().flatMap(Runway.End::bytesLeft).orElse(null),
        runway.end().map(Runway.End::limit).orElse(null));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  record Answer(List<Source> sources) {}

  record Source(
      String source,
      String state,
      String reason,
      @Nullable Problem problem,
      List<String> warnings,
      @Nullable Log log,
      @Nullable SnapshotProgress snapshot,
      long epoch,
      List<Table> tables) {}

  /// Why it is not captured.
  record Problem(
      String kind, String cause, String remedy, String again, Instant since, int attempts) {}

  /// How far behind it is in the server's log, and how long it may stay away ([Runway]).
  record Log(
      long lagBytes,
      @Nullable Double lagSeconds,
      long heldBytes,
      @Nullable Double bytesPerSecond,
      @Nullable Long runwaySeconds,
      @Nullable Long runwayBytes,
      @Nullable String runwayLimit) {}

  /// @param schemaChange how its shape changed last, since this service runs
  record Table(
      String topic,
      String state,
      long rowsScanned,
      long rowsEstimated,
      String reason,
      @Nullable String schemaChange) {}
}
