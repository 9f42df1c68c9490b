package dev.hayase.cli;

import dev.hayase.cli.replay.LoadedTable;
import dev.hayase.cli.verify.ComparedTable;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TopicSettings;

/// Tables that the loader fills, by the names that people type.
final class LoadedTables {
  private LoadedTables() {}

  /// The table of that name: one of a source, or a topic of another producer.
  ///
  /// @throws IllegalArgumentException when the pipeline has none, or several
  static LoadedTable find(Pipeline pipeline, String name) {
    TopicSettings topic = pipeline.topic(name).orElse(null);
    if (topic != null) {
      return new LoadedTable(
          name,
          String.join(
              ".",
              pipeline.bigquery().project(),
              topic.table().dataset().orElse(pipeline.bigquery().dataset()),
              topic.table().table().orElse(name)),
          topic.table().mode());
    }
    ComparedTable table = ComparedTable.find(pipeline, name);
    return new LoadedTable(
        table.topic(),
        String.join(".", pipeline.bigquery().project(), table.dataset(), table.table()),
        table.mode());
  }
}
