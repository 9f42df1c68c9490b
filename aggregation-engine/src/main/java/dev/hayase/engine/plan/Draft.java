package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.expression.Expressions;
import dev.hayase.engine.expression.Scope;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Calendar;
import dev.hayase.pipeline.AggregationSettings.Grouped;
import dev.hayase.pipeline.AggregationSettings.Hopping;
import dev.hayase.pipeline.AggregationSettings.Latest;
import dev.hayase.pipeline.AggregationSettings.Session;
import dev.hayase.pipeline.AggregationSettings.Tumbling;
import dev.hayase.pipeline.AggregationSettings.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One pass over one declaration.
record Draft(String name, AggregationSettings settings, List<SourceSchema> schemas, Checks checks) {
  private static final Duration ONCE_FOR = Duration.ofDays(1);

  /// The types of which BigQuery makes primary keys.
  private static final Set<ColumnType> KEYS =
      EnumSet.of(
          ColumnType.BOOL,
          ColumnType.INT64,
          ColumnType.NUMERIC,
          ColumnType.BIGNUMERIC,
          ColumnType.STRING,
          ColumnType.DATE,
          ColumnType.DATETIME,
          ColumnType.TIMESTAMP);

  private static final int MOST_KEYS = 16;

  /// @param ofRows the columns that are read of source and joined rows; empty: all
  /// @param ofResult the columns that the result's own expressions read; empty: all
  Optional<AggregationPlan> plan(Optional<Set<String>> ofRows, Optional<Set<String>> ofResult) {
    JoinedRows rows = JoinedRows.of(settings, schemas, ofRows, checks);
    Scope scope = Scope.of(rows.row());
    Optional<Expression> where =
        settings.where().flatMap(text -> checks.condition("where", text, scope));
    List<Expression> groupBy = new ArrayList<>();
    List<Column> keys = new ArrayList<>();
    String section = settings.shape() instanceof Latest ? "latest.by." : "group-by.";
    for (Map.Entry<String, String> key : GroupPlans.keyTexts(settings).entrySet()) {
      checks
          .compile(section + key.getKey(), key.getValue(), scope)
          .filter(expression -> isKey(section + key.getKey(), expression))
          .ifPresent(expression -> {
            groupBy.add(expression);
            keys.add(expression.result(key.getKey()).in(Mode.NULLABLE));
          });
    }
    Optional<Window> window =
        settings.shape() instanceof Grouped grouped ? grouped.window() : Optional.empty();
    if (keys.size() + (window.isPresent() ? 1 : 0) > MOST_KEYS) {
      checks.report(
          section.substring(0, section.length() - 1),
          "",
          "makes a primary key of more than " + MOST_KEYS + " columns",
          "Group by fewer");
    }
    Optional<Expression> time = window.flatMap(w -> checks.time("window.on", w.on(), scope));
    Kind kind = rows.source().kind();
    if (kind == Kind.CHANGES && settings.onceFor().isPresent()) {
      checks.report(
          "once-for", "", "is for streams, and rows of a table have keys", "Leave it out");
    }
    Layout key = new Layout(keys);
    Optional<GroupPlans> groups = GroupPlans.of(settings, rows, key, ofResult, checks);
    if (groups.isEmpty() || keys.size() < GroupPlans.keyTexts(settings).size()) {
      return Optional.empty();
    }
    Optional<GroupPlan> plan = groupPlan(key, window, groups.get(), kind);
    return plan.filter(_ -> checks.problems().isEmpty())
        .map(group ->
            new AggregationPlan(
                name,
                rows.source(),
                rows.joins(),
                rows.row(),
                where,
                groupBy,
                time,
                groups.get().inputs(),
                group,
                schema(group)));
  }

  private Optional<GroupPlan> groupPlan(
      Layout key, Optional<Window> window, GroupPlans groups, Kind kind) {
    List<Column> first = new ArrayList<>(key.columns());
    window.ifPresent(_ -> first.addAll(ofWindow()));
    List<Column> all = new ArrayList<>(first);
    all.addAll(groups.own());
    if (all.stream().map(Column::name).distinct().count() < all.size()) {
      checks.report(
          "java", "", "yields a column that the group or the window has", "Give it another name");
      return Optional.empty();
    }
    Layout result = new Layout(all);
    List<Expression> columns = new ArrayList<>();
    List<Column> output = new ArrayList<>(first);
    for (Column column : groups.own()) {
      if (groups.shown().contains(column.name())) {
        columns.add(Expressions.column(column.name(), result));
        output.add(column.mode() == Mode.REQUIRED ? column.in(Mode.NULLABLE) : column);
      }
    }
    Scope scope = new Scope(result, true);
    settings
        .columns()
        .forEach((column, text) ->
            checks
                .compile("columns." + column, text, scope)
                .ifPresent(expression -> {
                  columns.add(expression);
                  Column made = expression.result(column);
                  output.add(made.mode() == Mode.REQUIRED ? made.in(Mode.NULLABLE) : made);
                }));
    Optional<Expression> changesAt =
        settings.changesAt().flatMap(text -> checks.time("changes-at", text, scope));
    checkTime(columns);
    if (columns.size() < groups.shown().size() + settings.columns().size()) {
      return Optional.empty();
    }
    if (output.stream().map(Column::name).distinct().count() < output.size()) {
      checks.report("columns", "", "has a name twice", "Give one of the two another name");
      return Optional.empty();
    }
    return Optional.of(
        new GroupPlan(
            key,
            window.map(w -> new WindowPlan(windows(w), w.grace())),
            groups.layout(),
            groups.rows(),
            result,
            columns,
            changesAt,
            new Layout(output),
            kind == Kind.EVENTS
                ? Optional.of(settings.onceFor().orElse(ONCE_FOR))
                : Optional.empty()));
  }

  private void checkTime(List<Expression> columns) {
    boolean readsNow = columns.stream().anyMatch(Expression::readsNow);
    if (readsNow && settings.changesAt().isEmpty()) {
      checks.report(
          "columns",
          "",
          "reads now, and nothing says when that makes a difference",
          "Write changes-at: with the next such instant, as valid_until");
    }
    if (!readsNow && settings.changesAt().isPresent()) {
      checks.report(
          "changes-at",
          settings.changesAt().get(),
          "says when now makes a difference, and no column reads now",
          "Leave it out");
    }
  }

  private boolean isKey(String key, Expression expression) {
    Column type = expression.result("x");
    if (type.mode() != Mode.REPEATED && KEYS.contains(type.type())) {
      return true;
    }
    checks.report(
        key,
        expression.text(),
        "yields " + Checks.typeOf(type) + ", of which BigQuery makes no primary key",
        type.type() == ColumnType.FLOAT64
            ? "Write decimal(...) or round it to an integer"
            : "Write string(...) of it, or leave it out");
    return false;
  }

  private static TableSchema schema(GroupPlan group) {
    List<String> key = new ArrayList<>(group.key().columns().stream().map(Column::name).toList());
    group.window().ifPresent(_ -> key.add(GroupPlan.WINDOW_START));
    return TableSchema.of(group.output().columns(), key);
  }

  private static List<Column> ofWindow() {
    return List.of(
        Column.nullable(GroupPlan.WINDOW_START, ColumnType.TIMESTAMP),
        Column.nullable(GroupPlan.WINDOW_END, ColumnType.TIMESTAMP),
        Column.nullable(GroupPlan.WINDOW_OPEN, ColumnType.BOOL));
  }

  private static Windows windows(Window window) {
    return switch (window.span()) {
      case Tumbling tumbling -> new Windows.Tumbling(tumbling.size());
      case Hopping hopping -> new Windows.Hopping(hopping.size(), hopping.every());
      case Session session -> new Windows.Session(session.gap());
      case Calendar calendar ->
          new Windows.Calendar(
              Windows.CalendarUnit.valueOf(calendar.unit().name()), calendar.zone());
    };
  }

  /// The columns that the expressions over results read.
  static Set<String> readByResult(AggregationPlan plan) {
    Set<String> names = new LinkedHashSet<>();
    plan.groups().columns().forEach(column -> names.addAll(column.columns()));
    plan.groups().changesAt().ifPresent(expression -> names.addAll(expression.columns()));
    return names;
  }

  /// The columns that are read of rows.
  static Set<String> readOfRows(
      AggregationPlan plan, AggregationSettings settings, Set<String> ofResult) {
    Set<String> names = new LinkedHashSet<>();
    plan.where().ifPresent(expression -> names.addAll(expression.columns()));
    plan.time().ifPresent(expression -> names.addAll(expression.columns()));
    plan.groupBy().forEach(expression -> names.addAll(expression.columns()));
    plan.joins().forEach(join -> join.on().forEach(on -> names.addAll(on.columns())));
    if (settings.shape() instanceof Latest latest) {
      // Of a latest row all columns are inputs until it is known which of them the result reads.
      names.addAll(ofResult);
      latest.order().ifPresent(_ -> names.addAll(plan.inputs().getLast().columns()));
    } else {
      plan.inputs().forEach(expression -> names.addAll(expression.columns()));
    }
    return names;
  }
}
