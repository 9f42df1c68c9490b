package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The keys of one table under `tables`.
final class TableKeys {
  private static final Pattern TABLE_FORM =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]+");
  private static final int LONGEST_TABLE = 1024;
  private static final int MOST_CLUSTERING_COLUMNS = 4;

  private static final Key<TableSettings.Mode> MODE =
      Key.optional(
          "mode",
          Kind.oneOf(modes()),
          TableSettings.Mode.MIRROR,
          "mirror",
          "mirror: the rows as they are now; history: every change as a row of its own.");
  private static final Key<String> DATASET =
      Key.optional(
          "dataset",
          BigQueryKeys.DATASET_NAME,
          "Another dataset than `bigquery.dataset`, for this table.");
  private static final Key<String> TABLE =
      Key.optional(
          "table",
          Kind.text("a BigQuery table's name", TableKeys::refuseNoTableName),
          "The table's name in BigQuery. Without it: the source's name, with the schema and two underscores before it"
              + " unless the schema is `public`.");
  private static final Key<List<String>> CLUSTER_BY =
      Key.optional(
          "cluster-by",
          Kind.listOf(Kind.text("columns", text -> text)),
          List.of(),
          "",
          "Up to four columns that the table is clustered by when it is created. Without it: the primary key's first"
              + " four.");

  static final Section<TableSettings> SECTION =
      new Section<>(
          List.of(MODE, DATASET, TABLE, CLUSTER_BY),
          TableKeys::refuseManyColumns,
          values ->
              new TableSettings(
                  values.get(MODE),
                  values.find(DATASET),
                  values.find(TABLE),
                  values.get(CLUSTER_BY)));

  private TableKeys() {}

  private static void refuseManyColumns(Values values, Reading reading) {
    List<String> columns = values.find(CLUSTER_BY).orElse(List.of());
    if (columns.size() > MOST_CLUSTERING_COLUMNS) {
      reading.report(
          values.place(CLUSTER_BY),
          "names " + columns.size() + " columns",
          "Name at most four: BigQuery clusters by no more");
    }
    if (columns.stream().distinct().count() < columns.size()) {
      reading.report(values.place(CLUSTER_BY), "names a column twice", "Name each once");
    }
  }

  private static String refuseNoTableName(String text) {
    if (!TABLE_FORM.matcher(text).matches()
        || text.isBlank()
        || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TABLE) {
      throw new Refusal(
          "is not a BigQuery table's name",
          "Write letters, digits, underscores, dashes and spaces, 1024 bytes at most");
    }
    return text;
  }

  private static Map<String, TableSettings.Mode> modes() {
    var modes = new LinkedHashMap<String, TableSettings.Mode>();
    modes.put("mirror", TableSettings.Mode.MIRROR);
    modes.put("history", TableSettings.Mode.HISTORY);
    return modes;
  }
}
