package dev.hayase.cli.capture;

import dev.hayase.event.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a look at sources found before their capture.
public record PreflightReport(JsonNode document) {

  /// Reads what `cdc-service` prints.
  public static PreflightReport parse(String json) {
    return Json.readForeign(
        json.getBytes(StandardCharsets.UTF_8), "The look's answer", PreflightReport::new);
  }

  /// Whether every capture can start.
  public boolean canStart() {
    for (JsonNode source : document.path("sources")) {
      for (JsonNode finding : source.path("findings")) {
        if (finding.path("severity").asString("").equals("error")) {
          return false;
        }
      }
    }
    return true;
  }

  /// For people: each finding in a line, and what helps below it.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode source : document.path("sources")) {
      lines.add(source.path("source").asString(""));
      for (JsonNode finding : source.path("findings")) {
        lines.add(
            "  %-8s %s: %s"
                .formatted(
                    word(finding.path("severity").asString("")),
                    finding.path("subject").asString(""),
                    finding.path("problem").asString("")));
        String remedy = finding.path("remedy").asString("");
        if (!remedy.isEmpty()) {
          lines.add("           " + remedy);
        }
      }
    }
    return lines;
  }

  private static String word(String severity) {
    return severity.equals("fine") ? "ok" : severity;
  }
}
