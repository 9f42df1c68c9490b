package dev.hayase.cli.verify;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.Source;
import dev.hayase.pipeline.TableSettings;
import java.util.ArrayList;
import java.util.List;

/// A table to compare: where it is in the source and in BigQuery.
///
/// @param mode what BigQuery's table holds
public record ComparedTable(
    PostgresSource source,
    String schema,
    String name,
    String dataset,
    String table,
    TableSettings.Mode mode) {

  /// The table of that name in the pipeline.
  ///
  /// @param name `table`, `schema.table` or `source.schema.table`; the schema is `public` if left
  ///   out
  /// @throws IllegalArgumentException when no source of the pipeline captures it, or several do
  public static ComparedTable find(Pipeline pipeline, String name) {
    List<ComparedTable> found = new ArrayList<>();
    for (Source source : pipeline.sources()) {
      String rest =
          name.startsWith(source.name() + ".") && name.indexOf('.', source.name().length() + 1) > 0
              ? name.substring(source.name().length() + 1)
              : name;
      int dot = rest.indexOf('.');
      String schema = dot < 0 ? "public" : rest.substring(0, dot);
      String table = rest.substring(dot + 1);
      if (source.captures(schema, table)) {
        found.add(of(pipeline, source, schema, table));
      }
    }
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new IllegalArgumentException(
              "No source of the pipeline captures the table '" + name + "'");
      default ->
          throw new IllegalArgumentException(
              "Several sources have a table '" + name + "': say source.schema.table");
    };
  }

  /// The table of a source, placed as the pipeline says.
  public static ComparedTable of(Pipeline pipeline, Source source, String schema, String table) {
    TableSettings settings = pipeline.table(new ChangeTopic(source.name(), schema, table).name());
    return switch (source) {
      case MysqlSource mysql ->
          throw new IllegalArgumentException(
              "Tables of PostgreSQL are compared; the source '%s' is none".formatted(mysql.name()));
      case PostgresSource postgres ->
          new ComparedTable(
              postgres,
              schema,
              table,
              settings.dataset().orElse(pipeline.bigquery().dataset()),
              settings.table().orElseGet(() -> BigQueryName.table(schema, table)),
              settings.mode());
    };
  }

  /// The topic of its changes.
  public String topic() {
    return new ChangeTopic(source.name(), schema, name).name();
  }
}
