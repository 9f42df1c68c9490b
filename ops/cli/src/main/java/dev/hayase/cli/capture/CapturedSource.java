package dev.hayase.cli.capture;

import dev.hayase.event.wire.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A source, as the replica says that knows most of it.
///
/// @param service who says so
/// @param state `starting`, `snapshot`, `streaming`, `failed` or `standby`
/// @param document all that it says
public record CapturedSource(String name, String service, String state, JsonNode document) {

  /// Reads what `/actuator/capture` answers.
  ///
  /// @throws dev.hayase.event.wire.MalformedRecordException when it is something else
  public static List<CapturedSource> parse(byte[] json, String service) {
    return Json.readForeign(
        json,
        "The answer of " + service,
        document -> {
          List<CapturedSource> sources = new ArrayList<>();
          for (JsonNode each : document.required("sources")) {
            sources.add(
                new CapturedSource(
                    each.required("source").asString(),
                    service,
                    each.required("state").asString(),
                    each));
          }
          return sources;
        });
  }

  /// One view of what several replicas say: who captures a source knows better than who tries to,
  /// and that one better than who stands by.
  ///
  /// @return by name
  public static List<CapturedSource> merged(Collection<CapturedSource> said) {
    Map<String, CapturedSource> best = new TreeMap<>();
    said.forEach(each ->
        best.merge(
            each.name(),
            each,
            (a, b) ->
                Comparator.comparingInt(CapturedSource::knowledge).compare(a, b) >= 0 ? a : b));
    return List.copyOf(best.values());
  }

  private int knowledge() {
    return switch (state) {
      case "streaming", "snapshot" -> 3;
      case "failed" -> 2;
      case "starting" -> 1;
      default -> 0;
    };
  }

  /// Whether changes do not flow.
  public boolean needsHelp() {
    return !state.equals("streaming") && !state.equals("snapshot");
  }

  /// Why, or what somebody should know; empty when there is nothing.
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (state.equals("standby")) {
      remarks.add(
          "No replica that answered captures it. Name the others with --service, or start one");
    }
    text(document.path("reason")).ifPresent(remarks::add);
    document.path("warnings").forEach(warning -> remarks.add(warning.asString()));
    for (JsonNode table : document.path("tables")) {
      text(table.path("reason"))
          .ifPresent(reason -> remarks.add(table.path("topic").asString() + ": " + reason));
    }
    return remarks;
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.asString(null)).filter(text -> !text.isBlank());
  }
}
