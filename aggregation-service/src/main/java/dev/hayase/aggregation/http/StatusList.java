package dev.hayase.aggregation.http;

import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.streams.Aggregation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// How the aggregations are in this instance, as JSON: what `./hayase aggregation status` asks for.
final class StatusList {
  private StatusList() {}

  /// Writes the property `aggregations`.
  static void write(List<Aggregation> aggregations, Instant now, JsonGenerator json) {
    json.writeName("aggregations");
    json.writeStartArray();
    for (Aggregation aggregation : aggregations) {
      json.writeStartObject();
      write(aggregation.status(), now, json);
      json.writeNumberProperty("state_bytes", (long) aggregation.stateBytes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(AggregationStatus status, Instant now, JsonGenerator json) {
    json.writeStringProperty("name", status.name());
    json.writeStringProperty("state", status.state().name());
    status.reason().ifPresent(reason -> json.writeStringProperty("reason", reason));
    status.remedy().ifPresent(remedy -> json.writeStringProperty("remedy", remedy));
    status
        .through()
        .ifPresent(through -> {
          json.writeStringProperty("complete_through", through.toString());
          json.writeNumberProperty("lag_seconds", Duration.between(through, now).toSeconds());
        });
    json.writeNumberProperty("records_to_restore", status.restoring());
  }
}
