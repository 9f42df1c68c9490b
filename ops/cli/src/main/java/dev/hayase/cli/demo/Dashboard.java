package dev.hayase.cli.demo;

import dev.hayase.cli.screen.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The table that the demo shows.
final class Dashboard {
  private static final List<String> HEADING =
      List.of("table", "source", "BigQuery", "rows/s", "p50", "p99", "complete through");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private Dashboard() {}

  static List<String> lines(List<TableStatus> tables, Instant now, ZoneId zone) {
    List<List<String>> rows = new ArrayList<>();
    for (TableStatus table : tables) {
      rows.add(
          List.of(
              table.table(),
              count(table.sourceRows()),
              count(table.bigQueryRows()),
              "%.0f".formatted(table.changesPerSecond()),
              milliseconds(table.latencyP50()),
              milliseconds(table.latencyP99()),
              through(table.completeThrough(), now, zone)));
    }
    return new TextTable(HEADING, rows).lines();
  }

  static String milliseconds(OptionalDouble seconds) {
    return seconds.isPresent() ? "%,.0f ms".formatted(seconds.getAsDouble() * 1000) : "-";
  }

  private static String count(OptionalLong rows) {
    return rows.isPresent() ? "%,d".formatted(rows.getAsLong()) : "-";
  }

  private static String through(Optional<Instant> instant, Instant now, ZoneId zone) {
    return instant
        .map(t ->
            "%s (%.1f s ago)"
                .formatted(
                    TIME.format(t.atZone(zone)),
                    Math.max(0, Duration.between(t, now).toMillis() / 1000.0)))
        .orElse("-");
  }
}
