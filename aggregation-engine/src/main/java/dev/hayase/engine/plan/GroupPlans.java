package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.expression.Expressions;
import dev.hayase.engine.expression.Scope;
import dev.hayase.engine.group.GroupFunction;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.Column;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Custom;
import dev.hayase.pipeline.AggregationSettings.Grouped;
import dev.hayase.pipeline.AggregationSettings.Latest;
import dev.hayase.pipeline.AggregationSettings.Measured;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What becomes of rows: which inputs they contribute, and what is computed of them.
///
/// @param inputs yield the inputs that the rows contribute
/// @param rows what becomes of them
/// @param own the columns that this makes, beside key and window
/// @param shown those of them that are columns of the result unasked
record GroupPlans(
    List<Expression> inputs,
    Layout layout,
    GroupPlan.Rows rows,
    List<Column> own,
    Set<String> shown) {

  /// What `order` of a latest row is called among the inputs; no column has such a name.
  private static final String ORDER = "@order";

  /// @param key the group's columns
  /// @param needed names of the row's columns that the result reads; empty: it is not known yet
  static Optional<GroupPlans> of(
      AggregationSettings settings,
      JoinedRows rows,
      Layout key,
      Optional<Set<String>> needed,
      Checks checks) {
    return switch (settings.shape()) {
      case Latest latest -> latest(latest, settings, rows, key, needed, checks);
      case Measured measured -> measured(measured, rows.row(), checks);
      case Custom custom -> custom(custom, rows.row(), checks);
    };
  }

  private static Optional<GroupPlans> latest(
      Latest latest,
      AggregationSettings settings,
      JoinedRows rows,
      Layout key,
      Optional<Set<String>> needed,
      Checks checks) {
    Set<String> keys = new HashSet<>();
    key.columns().forEach(column -> keys.add(column.name().toLowerCase(Locale.ROOT)));
    boolean whole = settings.columns().isEmpty();
    Set<String> shown = new HashSet<>();
    List<Expression> inputs = new ArrayList<>();
    List<Column> own = new ArrayList<>();
    for (Column column : rows.row().columns()) {
      boolean ofSource = rows.source().columns().slot(column.name()).isPresent();
      boolean read = needed.map(names -> names.contains(column.name())).orElse(true);
      if (!keys.contains(column.name().toLowerCase(Locale.ROOT)) && (read || (whole && ofSource))) {
        inputs.add(Expressions.column(column.name(), rows.row()));
        own.add(column);
        if (whole && ofSource) {
          shown.add(column.name());
        }
      }
    }
    OptionalInt by = OptionalInt.empty();
    if (latest.order().isPresent()) {
      Optional<Expression> order =
          checks
              .compile("latest.order", latest.order().get(), Scope.of(rows.row()))
              .filter(expression -> MeasurePlans.isOrder("latest.order", expression, checks));
      if (order.isEmpty()) {
        return Optional.empty();
      }
      by = OptionalInt.of(inputs.size());
      inputs.add(order.get());
      own.add(order.get().result(ORDER));
    }
    return Optional.of(
        new GroupPlans(inputs, new Layout(own), new GroupPlan.Latest(by), own, shown));
  }

  private static Optional<GroupPlans> measured(Measured measured, Layout row, Checks checks) {
    MeasurePlans plans = new MeasurePlans(row, checks);
    List<Measure> measures = new ArrayList<>();
    for (Map.Entry<String, AggregationSettings.Measure> entry : measured.measures().entrySet()) {
      plans.plan(entry.getKey(), entry.getValue()).ifPresent(measures::add);
    }
    List<Column> own = measures.stream().map(Measure::result).toList();
    return measures.size() < measured.measures().size()
        ? Optional.empty()
        : Optional.of(
            new GroupPlans(
                plans.inputs(), plans.layout(), new GroupPlan.Measured(measures), own, names(own)));
  }

  private static Optional<GroupPlans> custom(Custom custom, Layout row, Checks checks) {
    Optional<GroupFunction> function = UserFunctions.load(custom.type(), checks);
    if (function.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<Column> own = function.get().columns(row).columns();
      return Optional.of(
          new GroupPlans(
              row.columns().stream().map(column -> Expressions.column(column.name(), row)).toList(),
              row,
              new GroupPlan.Custom(function.get()),
              own,
              names(own)));
    } catch (IllegalArgumentException e) {
      checks.report(
          "java", custom.type(), "refuses these rows: " + e.getMessage(), "Give it others");
      return Optional.empty();
    }
  }

  /// Whether rows must have all their columns, since nobody says which are read.
  static boolean readsAll(AggregationSettings settings) {
    return settings.shape() instanceof Custom;
  }

  static Map<String, String> keyTexts(AggregationSettings settings) {
    return switch (settings.shape()) {
      case Latest latest -> latest.by();
      case Grouped grouped -> grouped.groupBy();
    };
  }

  private static Set<String> names(List<Column> columns) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(column.name()));
    return names;
  }
}
