package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What must hold between the entries under `tables`, and between them and the sources.
final class TableRules {
  private TableRules() {}

  static void check(
      List<Entry<TableSettings>> tables,
      List<Entry<Source>> sources,
      Optional<BigQueryTarget> bigquery,
      Reading reading) {
    Map<String, String> targets = new HashMap<>();
    for (Entry<TableSettings> entry : tables) {
      TableName.parse(entry.name())
          .ifPresentOrElse(
              name -> {
                checkSource(entry, name, sources, reading);
                checkTarget(entry, name, bigquery, targets, reading);
              },
              () ->
                  reading.report(
                      entry.place(),
                      "is not a table's full name",
                      "Write source.schema.table, as " + example(sources)));
    }
  }

  private static void checkSource(
      Entry<TableSettings> entry, TableName name, List<Entry<Source>> sources, Reading reading) {
    Optional<Entry<Source>> source =
        sources.stream().filter(s -> s.name().equals(name.source())).findFirst();
    if (source.isEmpty()) {
      String names = sources.stream().map(Entry::name).collect(Collectors.joining(", "));
      reading.report(
          entry.place(),
          "begins with " + name.source() + ", which is no source of this file",
          "Begin with one of the sources: " + names);
    } else {
      source
          .flatMap(Entry::value)
          .filter(s -> !s.captures(name.schema(), name.table()))
          .ifPresent(s ->
              reading.report(
                  entry.place(),
                  "is a table that its source does not capture ("
                      + String.join(", ", s.tables())
                      + ")",
                  "Correct the name, or add it to sources." + s.name() + ".tables"));
    }
  }

  private static void checkTarget(
      Entry<TableSettings> entry,
      TableName name,
      Optional<BigQueryTarget> bigquery,
      Map<String, String> targets,
      Reading reading) {
    if (entry.value().isEmpty() || bigquery.isEmpty()) {
      return;
    }
    TableSettings settings = entry.value().get();
    String target =
        settings.dataset().orElse(bigquery.get().dataset())
            + "."
            + settings.table().orElse(name.inBigQuery());
    String other = targets.putIfAbsent(target, entry.name());
    if (other != null) {
      reading.report(
          entry.place(),
          "goes to the BigQuery table " + target + ", and so does " + other,
          "Give one of the two another table: or dataset:");
    }
  }

  private static String example(List<Entry<Source>> sources) {
    return (sources.isEmpty() ? "school" : sources.getFirst().name()) + ".public.answers";
  }
}
