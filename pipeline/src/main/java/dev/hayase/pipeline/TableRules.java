package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What must hold between the entries under `tables`, `topics`, `streams` and `aggregations`, and
/// between them and the sources.
///
/// Tables of which the file says nothing have no entry here: that two of those would meet in one
/// BigQuery table is for the loader to find.
final class TableRules {
  private final List<Entry<Source>> sources;
  private final Optional<BigQueryTarget> bigquery;
  private final Reading reading;
  private final Map<String, String> targets = new HashMap<>();

  TableRules(List<Entry<Source>> sources, Optional<BigQueryTarget> bigquery, Reading reading) {
    this.sources = sources;
    this.bigquery = bigquery;
    this.reading = reading;
  }

  void check(Entry<TableSettings> entry) {
    Optional<TableName> name = TableName.parse(entry.name());
    if (name.isEmpty()) {
      String example = sources.isEmpty() ? "school" : sources.getFirst().name();
      reading.report(
          entry.place(),
          "is not a table's full name",
          "Write source.schema.table, as " + example + ".public.answers");
    } else {
      check(entry, name.get());
    }
  }

  private void check(Entry<TableSettings> entry, TableName name) {
    Optional<Entry<Source>> source =
        sources.stream().filter(s -> s.name().equals(name.source())).findFirst();
    if (source.isEmpty()) {
      reading.report(
          entry.place(),
          "begins with " + name.source() + ", which is no source of this file",
          "Begin with one of the sources: "
              + sources.stream().map(Entry::name).collect(Collectors.joining(", ")));
    } else if (SourceRules.isName(name.source())) {
      source.get().value().ifPresent(s -> checkCaptured(entry, name, s));
      checkTarget(entry, name);
    }
  }

  private void checkCaptured(Entry<TableSettings> entry, TableName name, Source source) {
    if (!source.captures(name.schema(), name.table())) {
      reading.report(
          entry.place(),
          "is a table that its source does not capture ("
              + String.join(", ", source.tables())
              + ")",
          "Correct the name, or add it to sources." + source.name() + ".tables");
    }
  }

  private void checkTarget(Entry<TableSettings> entry, TableName name) {
    try {
      name.topic();
      String byDefault = name.inBigQuery();
      entry.value().ifPresent(settings -> refuseTaken(entry, settings, byDefault));
    } catch (IllegalArgumentException e) {
      reading.report(
          entry.place(),
          "cannot be a topic or a table: " + e.getMessage(),
          "Rename it, or leave it out");
    }
  }

  /// Checks the table of a topic under `topics`.
  void checkTopic(Entry<TopicSettings> entry) {
    try {
      entry
          .value()
          .ifPresent(topic ->
              refuseTaken(
                  entry, topic.table(), TopicRules.inBigQuery(entry.name(), topic.format())));
    } catch (IllegalArgumentException e) {
      reading.report(
          entry.place(), "cannot be a table: " + e.getMessage(), "Give it another table:");
    }
  }

  /// Checks the table of a stream under `streams`.
  void checkStream(Entry<StreamSettings> entry) {
    if (!entry.name().equals(StreamSettings.ANY)) {
      entry.value().ifPresent(stream -> refuseTaken(entry, stream.table(), entry.name()));
    }
  }

  /// Checks the table of an aggregation under `aggregations`.
  void checkAggregation(Entry<AggregationSettings> entry) {
    entry.value().ifPresent(aggregation -> refuseTaken(entry, aggregation.table(), entry.name()));
  }

  private void refuseTaken(Entry<?> entry, TableSettings settings, String byDefault) {
    bigquery.ifPresent(target ->
        refuseTaken(
            entry,
            settings.dataset().orElse(target.dataset())
                + "."
                + settings.table().orElse(byDefault)));
  }

  private void refuseTaken(Entry<?> entry, String target) {
    String other = targets.putIfAbsent(target, entry.name());
    if (other != null) {
      reading.report(
          entry.place(),
          "goes to the BigQuery table " + target + ", and so does " + other,
          "Give one of the two another table: or dataset:");
    }
  }
}
