package dev.hayase.cdc;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// `/actuator/capture`: how far each source and each of its tables is.
@Endpoint(id = "capture")
final class CaptureEndpoint {
  private final Captures captures;

  CaptureEndpoint(Captures captures) {
    this.captures = captures;
  }

  @ReadOperation
  Answer capture() {
    return new Answer(
        captures.statuses().stream().map(SourceStatus::view).map(CaptureEndpoint::source).toList());
  }

  private static Source source(SourceStatus.View view) {
    return new Source(
        view.source(),
        lower(view.state()),
        view.reason(),
        view.epoch(),
        view.tables().stream()
            .map(t ->
                new Table(
                    t.topic(), lower(t.state()), t.rowsScanned(), t.rowsEstimated(), t.reason()))
            .toList());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  record Answer(List<Source> sources) {}

  record Source(String source, String state, String reason, long epoch, List<Table> tables) {}

  record Table(String topic, String state, long rowsScanned, long rowsEstimated, String reason) {}
}
