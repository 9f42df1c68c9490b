package dev.hayase.cli;

import dev.hayase.cli.replay.LoadedTable;
import dev.hayase.cli.verify.ComparedTable;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TopicSettings;
import java.util.Optional;

/// Tables that the loader fills, by the names that people type.
final class LoadedTables {
  private LoadedTables() {}

  /// The table of that name: one of a source, or of a topic of another producer or an aggregation.
  ///
  /// @throws IllegalArgumentException when the pipeline has none, or several
  static LoadedTable find(Pipeline pipeline, String name) {
    Optional<TableSettings> single =
        pipeline.aggregationTopics().contains(name)
            ? Optional.of(pipeline.table(name))
            : pipeline.topic(name).map(TopicSettings::table);
    if (single.isPresent()) {
      TableSettings settings = single.get();
      return new LoadedTable(
          name,
          String.join(
              ".",
              pipeline.bigquery().project(),
              settings.dataset().orElse(pipeline.bigquery().dataset()),
              settings.table().orElse(name)),
          settings.mode());
    }
    ComparedTable table = ComparedTable.find(pipeline, name);
    return new LoadedTable(
        table.topic(),
        String.join(".", pipeline.bigquery().project(), table.dataset(), table.table()),
        table.mode());
  }
}
