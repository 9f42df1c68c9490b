package dev.hayase.loader;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.loader.delivery.Halt;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.records.format.DeclaredFormats;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Decides which table takes a topic. A table takes one topic only: a second one is halted, never
/// merged.
final class Placement {
  private final Pipeline pipeline;
  private final Map<TableRef, String> owners = new HashMap<>();

  Placement(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// Where a topic goes.
  ///
  /// @param halt why nothing goes there
  record Place(TableRef table, TableMode mode, TableSettings settings, Optional<Halt> halt) {}

  Place of(String topic) {
    TableSettings settings = pipeline.table(topic);
    TableMode mode = DeclaredFormats.mode(settings);
    String dataset = settings.dataset().orElse(pipeline.bigquery().dataset());
    Optional<ChangeTopic> source = ChangeTopic.parse(topic);
    if (source.isEmpty() && settings.table().isEmpty()) {
      return halted(
          topic,
          dataset,
          mode,
          "the topic's name is not the one that its table's changes have",
          "Delete or rename the topic; names are <source>.<schema>.<table>, escaped");
    }
    try {
      String table =
          settings
              .table()
              .orElseGet(() ->
                  BigQueryName.table(source.orElseThrow().schema(), source.orElseThrow().table()));
      TableRef ref = new TableRef(pipeline.bigquery().project(), dataset, table);
      String owner = owners.computeIfAbsent(ref, _ -> topic);
      return owner.equals(topic)
          ? new Place(ref, mode, settings, Optional.empty())
          : halted(
              topic,
              dataset,
              mode,
              "table " + ref + " takes the topic " + owner,
              "Set another table: for " + place(topic) + " and restart the loader");
    } catch (IllegalArgumentException e) {
      return halted(
          topic,
          dataset,
          mode,
          String.valueOf(e.getMessage()),
          "Set table: for " + place(topic) + " and restart the loader");
    }
  }

  /// Where the pipeline file says what is special about the topic's table.
  private String place(String topic) {
    return Topics.aggregationOf(topic)
        .filter(pipeline.aggregations()::containsKey)
        .map(name -> name + " under aggregations:")
        .orElseGet(
            () -> topic + (pipeline.topic(topic).isPresent() ? " under topics:" : " under tables:"))
        .concat(" in pipeline.yaml");
  }

  private Place halted(String topic, String dataset, TableMode mode, String reason, String remedy) {
    return new Place(
        new TableRef(pipeline.bigquery().project(), dataset, topic),
        mode,
        TableSettings.DEFAULT,
        Optional.of(new Halt(reason, remedy)));
  }
}
