package dev.hayase.pipeline;

import dev.hayase.pipeline.AggregationSettings.Custom;
import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.AggregationSettings.Latest;
import dev.hayase.pipeline.AggregationSettings.Measure;
import dev.hayase.pipeline.AggregationSettings.Measured;
import dev.hayase.pipeline.AggregationSettings.Shape;
import dev.hayase.pipeline.AggregationSettings.Window;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys of one aggregation under `aggregations`. [AggregationForm] says how they go together.
final class AggregationKeys {
  static final String LEFT = "left";
  static final String INNER = "inner";

  static final Key<String> FROM =
      Key.required(
          "from",
          AggregationText.TOPIC,
          "Whose rows are read: a captured table under its full name as the database shows it, a stream as `logs.<stream>`,"
              + " or another aggregation as `agg.<name>`.");
  static final Key<String> TABLE_OF_JOIN =
      Key.required(
          "table", AggregationText.TOPIC, "The other table: a captured one, or `agg.<name>`.");
  static final Key<String> AS =
      Key.required(
          "as",
          AggregationText.ALIAS,
          "What expressions name its row: `<as>.<column>` is a column of it.");
  static final Key<List<String>> ON =
      Key.required(
          "on",
          Kind.listOf(AggregationText.EXPRESSION),
          "Expressions that yield the other table's primary key, in the order of its columns.");
  static final Key<Boolean> OUTER =
      Key.optional(
          "type",
          Kind.oneOf(outer()),
          true,
          "left",
          "left: rows without a counterpart stay, with NULLs; inner: they do not.");
  static final Key<Duration> KEEP =
      Key.optional(
          "keep",
          AggregationText.DURATION,
          "For events: how long they follow changes of the other table; after that they keep what they were joined with"
              + " last. Without it: for ever, and every event is state.");
  static final Key<List<Join>> JOIN =
      Key.optional(
          "join",
          Kind.listOf(
              Section.of(
                  List.of(TABLE_OF_JOIN, AS, ON, OUTER, KEEP),
                  values ->
                      new Join(
                          values.get(TABLE_OF_JOIN),
                          values.get(AS),
                          values.get(ON),
                          values.get(OUTER),
                          values.find(KEEP)))),
          List.of(),
          "",
          "The current row of other tables beside each row, one after the other, each a group of the keys `table`, `as`,"
              + " `on` (expressions that yield the other table's primary key, in the order of its columns), `type` (left,"
              + " the default: rows without a counterpart stay, with NULLs; or inner) and `keep` (for events: how long they"
              + " follow changes of the other table; without it for ever, and every event is state).");
  static final Key<String> WHERE =
      Key.optional(
          "where",
          AggregationText.EXPRESSION,
          "Which rows count: a condition, as `state == \"paid\"`. Expressions are those of the Common Expression Language:"
              + " `aggregation-engine/EXPRESSIONS.md`. Without it: all.");
  static final Key<List<Entry<String>>> BY =
      Key.required(
          "by",
          Kind.mapOrListOf("column", AggregationText.EXPRESSION),
          "The key: a list of columns, or `name: expression`.");
  static final Key<String> ORDER =
      Key.optional(
          "order",
          AggregationText.EXPRESSION,
          "What makes a row the newer one, NULL being the least. Without it: the source's own order.");
  static final Key<LatestKeys> LATEST =
      Key.optional(
          "latest",
          Section.of(
              List.of(BY, ORDER), values -> new LatestKeys(values.get(BY), values.find(ORDER))),
          "The newest row for each key. One of `latest`, `measures` and `java` is required.");
  static final Key<List<Entry<String>>> GROUP_BY =
      Key.optional(
          "group-by",
          Kind.mapOrListOf("column", AggregationText.EXPRESSION),
          List.of(),
          "",
          "The groups that are measured: a list of columns, or `name: expression`. Required, unless there is a window.");
  static final Key<Window> WINDOW =
      Key.optional(
          "window",
          WindowKeys.SECTION,
          "How groups are cut by event time. The result then has `window_start`, `window_end` and `window_open`.");
  static final Key<List<Entry<Measure>>> MEASURES =
      Key.optional(
          "measures",
          Kind.mapOf("measure", MeasureKeys.SECTION),
          List.of(),
          "",
          "What is computed of each group, each a column of the result.");
  static final Key<String> JAVA =
      Key.optional(
          "java",
          AggregationText.TYPE,
          "What no measure can say: a class on the class path that implements `dev.hayase.engine.group.GroupFunction`.");
  static final Key<List<Entry<String>>> COLUMNS =
      Key.optional(
          "columns",
          Kind.mapOf("column", AggregationText.EXPRESSION),
          List.of(),
          "",
          "More columns of the result, computed of what it has: with `latest` of the row, else of the groups, the window"
              + " and the measures. Without it the result of `latest` has all columns of the source.");
  static final Key<String> CHANGES_AT =
      Key.optional(
          "changes-at",
          AggregationText.EXPRESSION,
          "The next instant at which `now` makes a difference to the columns. Required when one of them reads `now`.");
  static final Key<Duration> EMIT_EVERY =
      Key.optional(
          "emit-every",
          AggregationText.SHORT,
          Duration.ofSeconds(1),
          "1s",
          "How long changes of one result are collected before they are written.");
  static final Key<Duration> ONCE_FOR =
      Key.optional(
          "once-for",
          AggregationText.DURATION,
          "For streams: how long an event's id is remembered, so that a repeated one counts once. Without it: 1d.");
  private static final Key<String> EQUALS_SQL =
      Key.optional(
          "equals-sql",
          AggregationText.SQL,
          "The GoogleSQL whose result this is, for `./hayase aggregation verify`. `@through` stands for the instant"
              + " through which both are complete.");
  static final Key<String> TABLE =
      Key.optional(
          "table",
          TableKeys.TABLE_NAME,
          "The table's name in BigQuery. Without it: the aggregation's.");

  static final Section<AggregationSettings> SECTION =
      new Section<>(
          List.of(
              FROM,
              JOIN,
              WHERE,
              LATEST,
              GROUP_BY,
              WINDOW,
              MEASURES,
              JAVA,
              COLUMNS,
              CHANGES_AT,
              EMIT_EVERY,
              ONCE_FOR,
              EQUALS_SQL,
              TableKeys.DATASET,
              TABLE,
              TableKeys.CLUSTER_BY,
              TableKeys.PRIORITY,
              TableKeys.ON_TYPE_CONFLICT),
          (values, reading) -> new AggregationForm(values, reading).check(),
          AggregationKeys::build);

  /// What `latest` holds, with the places of its columns.
  record LatestKeys(List<Entry<String>> by, Optional<String> order) {}

  private AggregationKeys() {}

  private static Map<String, Boolean> outer() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(LEFT, true);
    words.put(INNER, false);
    return words;
  }

  private static AggregationSettings build(Values values) {
    TableSettings usual = TableSettings.DEFAULT;
    return new AggregationSettings(
        values.get(FROM),
        values.get(JOIN),
        values.find(WHERE),
        shape(values),
        AggregationText.byName(values.get(COLUMNS)),
        values.find(CHANGES_AT),
        values.get(EMIT_EVERY),
        values.find(ONCE_FOR),
        values.find(EQUALS_SQL),
        new TableSettings(
            TableSettings.Mode.MIRROR,
            values.find(TableKeys.DATASET),
            Optional.of(values.find(TABLE).orElse(values.name())),
            values.get(TableKeys.CLUSTER_BY),
            usual.delivery(),
            values.get(TableKeys.PRIORITY),
            usual.onTruncate(),
            values.get(TableKeys.ON_TYPE_CONFLICT)));
  }

  private static Shape shape(Values values) {
    if (values.has(LATEST)) {
      LatestKeys latest = values.get(LATEST);
      return new Latest(AggregationText.byName(latest.by()), latest.order());
    }
    var groupBy = AggregationText.byName(values.get(GROUP_BY));
    if (values.has(JAVA)) {
      return new Custom(values.get(JAVA), groupBy, values.find(WINDOW));
    }
    var measures = new LinkedHashMap<String, Measure>();
    values
        .get(MEASURES)
        .forEach(entry -> entry.value().ifPresent(m -> measures.put(entry.name(), m)));
    return new Measured(groupBy, values.find(WINDOW), measures);
  }
}
