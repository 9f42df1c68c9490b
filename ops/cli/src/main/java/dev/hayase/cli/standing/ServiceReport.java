package dev.hayase.cli.standing;

import dev.hayase.event.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How an aggregation is in one instance of the aggregation-service, as that instance says.
///
/// @param state as the service names it
/// @param reason why it does not run, or what else is to be known of it
/// @param toRestore records of state that are still to be restored
/// @param stateBytes of its state on the instance's disk
public record ServiceReport(
    String name,
    String state,
    Optional<String> reason,
    Optional<String> remedy,
    long toRestore,
    long stateBytes) {

  /// Reads what `GET /aggregations` answers.
  ///
  /// @param service who says so, for messages
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static List<ServiceReport> parse(byte[] json, String service) {
    return Json.readForeign(
        json,
        "The answer of " + service,
        document -> {
          List<ServiceReport> reports = new ArrayList<>();
          for (JsonNode each : document.required("aggregations")) {
            reports.add(
                new ServiceReport(
                    each.required("name").asString(),
                    each.required("state").asString(),
                    text(each, "reason"),
                    text(each, "remedy"),
                    each.path("records_to_restore").asLong(0),
                    each.path("state_bytes").asLong(0)));
          }
          return reports;
        });
  }

  private static Optional<String> text(JsonNode document, String name) {
    return Optional.ofNullable(document.get(name)).map(JsonNode::asString);
  }
}
