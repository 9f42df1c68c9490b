package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.expression.Scope;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Measure.Function;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The measures of one aggregation, and the inputs that they read: each expression once.
final class MeasurePlans {
  private static final Set<ColumnType> NUMBERS =
      EnumSet.of(ColumnType.INT64, ColumnType.FLOAT64, ColumnType.NUMERIC, ColumnType.BIGNUMERIC);

  /// What BigQuery neither compares nor tells apart.
  private static final Set<ColumnType> INCOMPARABLE =
      EnumSet.of(ColumnType.JSON, ColumnType.STRUCT, ColumnType.GEOGRAPHY, ColumnType.INTERVAL);

  private final Scope scope;
  private final Checks checks;
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final List<Expression> inputs = new ArrayList<>();

  MeasurePlans(Layout row, Checks checks) {
    this.scope = Scope.of(row);
    this.checks = checks;
  }

  List<Expression> inputs() {
    return inputs;
  }

  Layout layout() {
    List<Column> columns = new ArrayList<>();
    for (Expression input : inputs) {
      columns.add(input.result("input_" + columns.size()));
    }
    return new Layout(columns);
  }

  /// The measure; empty when something is wrong with it.
  Optional<Measure> plan(String name, AggregationSettings.Measure wanted) {
    String key = "measures." + name + ".";
    Function function = wanted.function();
    String word = function.name().toLowerCase(Locale.ROOT).replace('_', '-');
    OptionalInt value = input(key + word, wanted.value(), false);
    OptionalInt by = input(key + "by", wanted.by(), false);
    OptionalInt filter = input(key + "where", wanted.where(), true);
    boolean complete =
        value.isPresent() == wanted.value().isPresent()
            && by.isPresent() == wanted.by().isPresent()
            && filter.isPresent() == wanted.where().isPresent();
    if (!complete || !isOrder(key + "by", by)) {
      return Optional.empty();
    }
    if (value.isEmpty()) {
      return Optional.of(
          new Measure(
              Column.nullable(name, ColumnType.INT64),
              new Measure.Count(OptionalInt.empty()),
              filter));
    }
    int slot = value.getAsInt();
    return result(function, name, key + word, inputs.get(slot))
        .map(column -> new Measure(column, function(function, slot, by, wanted.limit()), filter));
  }

  private OptionalInt input(String key, Optional<String> text, boolean condition) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    String same = (condition ? "where " : "value ") + text.get();
    Integer known = slots.get(same);
    if (known != null) {
      return OptionalInt.of(known);
    }
    Optional<Expression> expression =
        condition
            ? checks.condition(key, text.get(), scope)
            : checks.compile(key, text.get(), scope);
    if (expression.isEmpty()) {
      return OptionalInt.empty();
    }
    inputs.add(expression.get());
    slots.put(same, inputs.size() - 1);
    return OptionalInt.of(inputs.size() - 1);
  }

  private static Measure.Function function(
      Function function, int slot, OptionalInt by, OptionalInt limit) {
    return switch (function) {
      case COUNT -> new Measure.Count(OptionalInt.of(slot));
      case SUM -> new Measure.Sum(slot);
      case MIN -> new Measure.Least(slot);
      case MAX -> new Measure.Greatest(slot);
      case AVG -> new Measure.Average(slot);
      case COUNT_DISTINCT -> new Measure.CountDistinct(slot);
      case APPROX_COUNT_DISTINCT -> new Measure.ApproximateCountDistinct(slot);
      case FIRST -> new Measure.First(slot, by);
      case LAST -> new Measure.Last(slot, by);
      case ARRAY -> new Measure.ArrayOf(slot, by, limit.orElse(1));
    };
  }

  private Optional<Column> result(Function function, String name, String key, Expression input) {
    Column type = input.result(name);
    boolean single = type.mode() != Mode.REPEATED;
    boolean number = single && NUMBERS.contains(type.type());
    boolean comparable = single && !INCOMPARABLE.contains(type.type());
    Optional<Column> result =
        switch (function) {
          case COUNT -> Optional.of(Column.nullable(name, ColumnType.INT64));
          case SUM -> Optional.of(Column.nullable(name, type.type())).filter(_ -> number);
          case AVG ->
              number
                  ? Optional.of(
                      Column.nullable(
                          name, type.type() == ColumnType.INT64 ? ColumnType.FLOAT64 : type.type()))
                  : Optional.empty();
          case MIN, MAX -> Optional.of(type.in(Mode.NULLABLE)).filter(_ -> comparable);
          case COUNT_DISTINCT, APPROX_COUNT_DISTINCT ->
              Optional.of(Column.nullable(name, ColumnType.INT64)).filter(_ -> comparable);
          case FIRST, LAST -> Optional.of(single ? type.in(Mode.NULLABLE) : type);
          case ARRAY -> Optional.of(type.in(Mode.REPEATED)).filter(_ -> single);
        };
    if (result.isEmpty()) {
      boolean json = type.type() == ColumnType.JSON && single;
      checks.report(
          key,
          input.text(),
          "yields "
              + Checks.typeOf(type)
              + ", of which there is no "
              + key.substring(key.lastIndexOf('.') + 1),
          json
              ? "Say what the JSON value is: int(...), decimal(...) or string(...)"
              : "Write an expression of another type");
    }
    return result;
  }

  private boolean isOrder(String key, OptionalInt by) {
    if (by.isEmpty()) {
      return true;
    }
    Expression order = inputs.get(by.getAsInt());
    return isOrder(key, order, checks);
  }

  /// Whether rows can be put in order by it; reports it when not.
  static boolean isOrder(String key, Expression order, Checks checks) {
    Column type = order.result("x");
    if (type.mode() != Mode.REPEATED && !INCOMPARABLE.contains(type.type())) {
      return true;
    }
    checks.report(
        key,
        order.text(),
        "yields " + Checks.typeOf(type) + ", which has no order",
        "Write an expression of another type, as timestamp(...)");
    return false;
  }
}
