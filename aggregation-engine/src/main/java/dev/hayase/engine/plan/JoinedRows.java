package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.expression.Scope;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A source's rows with those of the tables that are joined.
///
/// @param row the layout behind the last join
record JoinedRows(SourcePlan source, List<JoinPlan> joins, Layout row) {
  /// @param schemas of the source and of each joined table, in their order
  /// @param needed the columns that are read, those of a joined table as `<as>.<column>`; empty:
  ///   all
  static JoinedRows of(
      AggregationSettings settings,
      List<SourceSchema> schemas,
      Optional<Set<String>> needed,
      Checks checks) {
    SourceSchema first = schemas.getFirst();
    List<Column> columns =
        first.schema().columns().stream()
            .filter(column -> needed.map(all -> all.contains(column.name())).orElse(true))
            .toList();
    SourcePlan source = new SourcePlan(settings.from(), first.kind(), new Layout(columns));
    Layout row = source.columns();
    List<JoinPlan> joins = new ArrayList<>();
    for (int i = 0; i < settings.joins().size(); i++) {
      Join join = settings.joins().get(i);
      SourceSchema dimension = schemas.get(i + 1);
      Optional<JoinPlan> plan =
          join("join[" + i + "]", join, first.kind(), dimension, row, needed, checks);
      row = plan.map(JoinPlan::row).orElse(row);
      plan.ifPresent(joins::add);
    }
    return new JoinedRows(source, joins, row);
  }

  private static Optional<JoinPlan> join(
      String key,
      Join join,
      Kind rows,
      SourceSchema dimension,
      Layout before,
      Optional<Set<String>> needed,
      Checks checks) {
    List<String> keys = dimension.schema().primaryKey();
    if (dimension.kind() == Kind.EVENTS || keys.isEmpty()) {
      checks.report(
          key + ".table",
          join.topic(),
          "has no primary key, by which its current rows would be found",
          "Join a table that has one");
      return Optional.empty();
    }
    if (before.slot(join.as()).isPresent()) {
      checks.report(
          key + ".as", join.as(), "is a column of the rows before", "Give it another name");
    }
    if (rows == Kind.CHANGES && join.keep().isPresent()) {
      checks.report(
          key + ".keep",
          "",
          "is for events, and rows of a table follow changes for as long as they are there",
          "Leave it out");
    }
    if (join.on().size() != keys.size()) {
      checks.report(
          key + ".on",
          String.join(", ", join.on()),
          "has %d expressions for a primary key of %d columns"
              .formatted(join.on().size(), keys.size()),
          "Write one for each of " + String.join(", ", keys));
    }
    List<Column> columns =
        dimension.schema().columns().stream()
            .filter(column ->
                keys.contains(column.name())
                    || needed
                        .map(all -> all.contains(join.as() + "." + column.name()))
                        .orElse(true))
            .toList();
    Layout layout = new Layout(columns);
    List<Expression> on = new ArrayList<>();
    for (int i = 0; i < Math.min(join.on().size(), keys.size()); i++) {
      String text = join.on().get(i);
      Column wanted = dimension.schema().column(keys.get(i)).orElseThrow();
      String place = key + ".on[" + i + "]";
      checks
          .compile(place, text, Scope.of(before))
          .filter(expression -> isKey(place, expression, wanted, checks))
          .ifPresent(on::add);
    }
    List<Column> all = new ArrayList<>(before.columns());
    columns.forEach(column ->
        all.add(
            column
                .in(column.mode() == Mode.REPEATED ? Mode.REPEATED : Mode.NULLABLE)
                .named(join.as() + "." + column.name())));
    return Optional.of(
        new JoinPlan(
            join.as(),
            new SourcePlan(join.topic(), dimension.kind(), layout),
            keys.stream().map(name -> layout.slot(name).orElseThrow()).toList(),
            on,
            join.outer(),
            new Layout(all),
            join.keep()));
  }

  private static boolean isKey(String key, Expression expression, Column wanted, Checks checks) {
    Column found = expression.result("x");
    if (found.type() == wanted.type() && found.mode() != Mode.REPEATED) {
      return true;
    }
    checks.report(
        key,
        expression.text(),
        "yields %s, and the key column %s is %s"
            .formatted(Checks.typeOf(found), wanted.name(), Checks.typeOf(wanted)),
        "Convert it, as with int(...), string(...) or decimal(...)");
    return false;
  }
}
