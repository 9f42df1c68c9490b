package dev.hayase.pipeline;

import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.pipeline.TableSettings.OnTypeConflict;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Refusal;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The keys of one table under `tables`, most of which a topic under `topics` has, too.
final class TableKeys {
  private static final Pattern TABLE_FORM =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]+");
  private static final int LONGEST_TABLE = 1024;
  private static final int MOST_CLUSTERING_COLUMNS = 4;

  static final Key<TableSettings.Mode> MODE =
      Key.optional(
          "mode",
          Kind.oneOf(words(TableSettings.Mode.MIRROR, TableSettings.Mode.HISTORY)),
          TableSettings.Mode.MIRROR,
          "mirror",
          "mirror: the rows as they are now; history: every change as a row of its own.");
  static final Key<String> DATASET =
      Key.optional(
          "dataset",
          BigQueryKeys.DATASET_NAME,
          "Another dataset than `bigquery.dataset`, for this table.");
  static final Kind<String> TABLE_NAME =
      Kind.text("a BigQuery table's name", TableKeys::refuseNoTableName);
  private static final Key<String> TABLE =
      Key.optional(
          "table",
          TABLE_NAME,
          "The table's name in BigQuery. Without it: the source's name, with the schema and two underscores before it"
              + " unless the schema is `public`.");
  static final Key<List<String>> CLUSTER_BY =
      Key.optional(
          "cluster-by",
          Kind.listOf(Kind.text("columns", text -> text)),
          List.of(),
          "",
          "Up to four columns that the table is clustered by when it is created. Without it: the primary key's first"
              + " four.");

  static final Key<Delivery> DELIVERY =
      Key.optional(
          "delivery",
          Kind.oneOf(words(Delivery.values())),
          Delivery.EXACTLY_ONCE,
          "exactly-once",
          "For a table that appends. exactly-once takes one of BigQuery's connections for each partition, of which a"
              + " region has 1,000; at-least-once shares them, and a view shows each row once.");
  static final Key<Priority> PRIORITY =
      Key.optional(
          "priority",
          Kind.oneOf(words(Priority.values())),
          Priority.NORMAL,
          "normal",
          "Whose rows go first when there is more than can be loaded. No table is starved.");
  static final Key<OnTruncate> ON_TRUNCATE =
      Key.optional(
          "on-truncate",
          Kind.oneOf(words(OnTruncate.values())),
          OnTruncate.APPLY,
          "apply",
          "When the source's table is truncated. apply: a mirror's rows are deleted; ignore: they stay; halt: loading"
              + " stops until an operator decides.");
  static final Key<OnTypeConflict> ON_TYPE_CONFLICT =
      Key.optional(
          "on-type-conflict",
          Kind.oneOf(words(OnTypeConflict.values())),
          OnTypeConflict.WIDEN,
          "widen",
          "When the source's column gets a type that the table's does not take. widen: the column gets one that holds"
              + " both without loss, where BigQuery can do that, else as side-column; side-column: the values go into"
              + " another column; park: their records go to the dead letters.");

  static final Section<TableSettings> SECTION =
      new Section<>(
          List.of(
              MODE, DATASET, TABLE, CLUSTER_BY, DELIVERY, PRIORITY, ON_TRUNCATE, ON_TYPE_CONFLICT),
          (values, reading) -> check(values, values.find(MODE), reading),
          values -> settings(values, values.get(MODE), values.find(TABLE)));

  private TableKeys() {}

  /// What the keys say that tables and topics share.
  static TableSettings settings(Values values, TableSettings.Mode mode, Optional<String> table) {
    return new TableSettings(
        mode,
        values.find(DATASET),
        table,
        values.get(CLUSTER_BY),
        values.get(DELIVERY),
        values.get(PRIORITY),
        values.get(ON_TRUNCATE),
        values.get(ON_TYPE_CONFLICT));
  }

  /// What must hold between the keys that tables and topics share.
  ///
  /// @param mode empty when it could not be read
  static void check(Values values, Optional<TableSettings.Mode> mode, Reading reading) {
    refuseManyColumns(values, reading);
    boolean mirrors = mode.filter(m -> m == TableSettings.Mode.MIRROR).isPresent();
    if (values.has(DELIVERY) && mirrors) {
      reading.report(
          values.place(DELIVERY),
          "is for tables that append, and this one is a mirror",
          "Leave it out: a mirror's rows are told apart by their key, so that repeating one changes nothing");
    }
    if (values.has(ON_TRUNCATE) && mode.isPresent() && !mirrors) {
      reading.report(
          values.place(ON_TRUNCATE),
          "is for mirrors, and this table appends",
          "Leave it out: what was appended stays");
    }
  }

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

  /// Each value under its name, as the file writes it: in small letters, with hyphens.
  @SafeVarargs
  static <E extends Enum<E>> Map<String, E> words(E... values) {
    var words = new LinkedHashMap<String, E>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
    }
    return words;
  }
}
