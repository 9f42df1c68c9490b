package dev.hayase.cli.capture;

import dev.hayase.cli.screen.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Sources as a table for the terminal, and what is to be said of them below it.
public final class SourcesText {
  private static final List<String> HEADING =
      List.of("source", "state", "lag", "behind", "held", "log/s", "runway", "snapshot", "tables");
  private static final String UNKNOWN = "-";
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private SourcesText() {}

  /// The lines.
  public static List<String> lines(List<CapturedSource> sources) {
    List<String> lines =
        new ArrayList<>(
            new TextTable(HEADING, sources.stream().map(SourcesText::row).toList()).lines());
    for (CapturedSource source : sources) {
      source.remarks().forEach(remark -> lines.add(source.name() + ": " + remark));
    }
    return lines;
  }

  private static List<String> row(CapturedSource source) {
    JsonNode log = source.document().path("log");
    return List.of(
        source.name(),
        source.state(),
        time(log.path("lagSeconds")),
        bytes(log.path("lagBytes")),
        bytes(log.path("heldBytes")),
        bytes(log.path("bytesPerSecond")),
        time(log.path("runwaySeconds")),
        snapshot(source.document().path("snapshot")),
        Integer.toString(source.document().path("tables").size()));
  }

  private static String snapshot(JsonNode snapshot) {
    long expected = snapshot.path("rowsExpected").asLong(0);
    if (expected == 0) {
      return UNKNOWN;
    }
    long percent = snapshot.path("rowsRead").asLong(0) * 100 / expected;
    String left = time(snapshot.path("secondsLeft"));
    return percent + " %" + (left.equals(UNKNOWN) ? "" : ", " + left + " left");
  }

  static String bytes(JsonNode node) {
    if (!node.isNumber()) {
      return UNKNOWN;
    }
    double amount = node.asDouble();
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.size() - 1) {
      amount /= 1024;
      unit++;
    }
    String form = unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, amount, UNITS.get(unit));
  }

  static String time(JsonNode node) {
    if (!node.isNumber()) {
      return UNKNOWN;
    }
    double seconds = node.asDouble();
    Duration time = Duration.ofSeconds((long) seconds);
    if (time.toDays() >= 365) {
      return "> 1 y";
    }
    if (time.toDays() >= 2) {
      return time.toDays() + " d";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " h";
    }
    if (time.toMinutes() >= 2) {
      return time.toMinutes() + " min";
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }
}
