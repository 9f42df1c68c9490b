package dev.hayase.engine.group;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.Sample;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Plans over one layout of inputs, and rows for them.
final class School {
  static final Layout KEY = new Layout(List.of(Column.nullable("course", ColumnType.STRING)));
  static final Layout INPUTS =
      new Layout(
          List.of(
              Column.nullable("n", ColumnType.INT64),
              Column.nullable("f", ColumnType.FLOAT64),
              Column.nullable("d", ColumnType.NUMERIC),
              Column.nullable("b", ColumnType.BIGNUMERIC),
              Column.nullable("s", ColumnType.STRING),
              Column.nullable("t", ColumnType.TIMESTAMP),
              Column.nullable("ok", ColumnType.BOOL)));
  static final int N = 0;
  static final int F = 1;
  static final int D = 2;
  static final int B = 3;
  static final int S = 4;
  static final int T = 5;
  static final int OK = 6;
  private static final OptionalInt NONE = OptionalInt.empty();

  private School() {}

  /// Every measure, over every type that it takes, some of them filtered.
  static List<Measure> everyMeasure() {
    List<Measure.Function> functions =
        new ArrayList<>(List.of(new Measure.Count(NONE), new Measure.Count(OptionalInt.of(N))));
    for (int slot : new int[] {N, F, D, B}) {
      functions.add(new Measure.Sum(slot));
      functions.add(new Measure.Average(slot));
    }
    for (int slot = 0; slot < INPUTS.size(); slot++) {
      functions.add(new Measure.Least(slot));
      functions.add(new Measure.Greatest(slot));
      functions.add(new Measure.CountDistinct(slot));
      functions.add(new Measure.ApproximateCountDistinct(slot));
      functions.add(new Measure.First(slot, NONE));
      functions.add(new Measure.Last(slot, OptionalInt.of((slot + 1) % INPUTS.size())));
      functions.add(new Measure.First(slot, OptionalInt.of((slot + 3) % INPUTS.size())));
      functions.add(new Measure.ArrayOf(slot, OptionalInt.of((slot + 2) % INPUTS.size()), 3));
    }
    functions.add(new Measure.Last(S, NONE));
    functions.add(new Measure.ArrayOf(S, NONE, 2));
    List<Measure> measures = new ArrayList<>();
    for (Measure.Function function : functions) {
      OptionalInt filter = measures.size() % 3 == 2 ? OptionalInt.of(OK) : NONE;
      measures.add(new Measure(result(function, measures.size()), function, filter));
    }
    return measures;
  }

  static Measure measure(Measure.Function function) {
    return new Measure(result(function, 0), function, NONE);
  }

  private static Column result(Measure.Function function, int place) {
    String name = "m" + place;
    return switch (function) {
      case Measure.Count _, Measure.CountDistinct _, Measure.ApproximateCountDistinct _ ->
          Column.nullable(name, ColumnType.INT64);
      case Measure.Sum(int slot) -> INPUTS.columns().get(slot).named(name);
      case Measure.Average(int slot) ->
          slot == D || slot == B
              ? INPUTS.columns().get(slot).named(name)
              : Column.nullable(name, ColumnType.FLOAT64);
      case Measure.Least(int slot) -> INPUTS.columns().get(slot).named(name);
      case Measure.Greatest(int slot) -> INPUTS.columns().get(slot).named(name);
      case Measure.First(int slot, _) -> INPUTS.columns().get(slot).named(name);
      case Measure.Last(int slot, _) -> INPUTS.columns().get(slot).named(name);
      case Measure.ArrayOf(int slot, _, _) ->
          INPUTS.columns().get(slot).named(name).in(Column.Mode.REPEATED);
    };
  }

  static GroupPlan measured(Optional<WindowPlan> window, List<Measure> measures) {
    List<Column> columns = measures.stream().map(Measure::result).toList();
    return plan(window, new GroupPlan.Measured(measures), columns, passed(window, columns), false);
  }

  /// The newest row, and whether its `t` is still to come.
  static GroupPlan latest(Optional<WindowPlan> window, OptionalInt by) {
    int t = head(window) + T;
    List<Expression> columns = new ArrayList<>(passed(window, INPUTS.columns()));
    columns.add(
        expression(
            Column.nullable("active", ColumnType.BOOL),
            (row, now) -> row.get(t) instanceof Instant until ? now.isBefore(until) : null));
    return plan(window, new GroupPlan.Latest(by), INPUTS.columns(), columns, true);
  }

  static GroupPlan custom(Optional<WindowPlan> window, GroupFunction function) {
    List<Column> columns = function.columns(INPUTS).columns();
    return plan(window, new GroupPlan.Custom(function), columns, passed(window, columns), false);
  }

  static GroupPlan onceFor(GroupPlan plan, Duration span) {
    return new GroupPlan(
        plan.key(),
        plan.window(),
        plan.inputs(),
        plan.rows(),
        plan.result(),
        plan.columns(),
        plan.changesAt(),
        plan.output(),
        Optional.of(span));
  }

  private static GroupPlan plan(
      Optional<WindowPlan> window,
      GroupPlan.Rows rows,
      List<Column> computed,
      List<Expression> columns,
      boolean changes) {
    List<Column> head = new ArrayList<>(KEY.columns());
    if (window.isPresent()) {
      head.add(Column.nullable(GroupPlan.WINDOW_START, ColumnType.TIMESTAMP));
      head.add(Column.nullable(GroupPlan.WINDOW_END, ColumnType.TIMESTAMP));
      head.add(Column.nullable(GroupPlan.WINDOW_OPEN, ColumnType.BOOL));
    }
    List<Column> result = new ArrayList<>(head);
    result.addAll(computed);
    List<Column> output = new ArrayList<>(head);
    columns.forEach(each -> output.add(each.result(each.text())));
    int t = head.size() + T;
    return new GroupPlan(
        KEY,
        window,
        INPUTS,
        rows,
        new Layout(result),
        columns,
        changes
            ? Optional.of(expression(INPUTS.columns().get(T), (row, _) -> row.get(t)))
            : Optional.empty(),
        new Layout(output),
        Optional.empty());
  }

  private static int head(Optional<WindowPlan> window) {
    return KEY.size() + (window.isPresent() ? 3 : 0);
  }

  private static List<Expression> passed(Optional<WindowPlan> window, List<Column> columns) {
    List<Expression> expressions = new ArrayList<>();
    for (Column column : columns) {
      int slot = head(window) + expressions.size();
      expressions.add(expression(column, (row, _) -> row.get(slot)));
    }
    return expressions;
  }

  static Expression expression(Column column, BiFunction<Row, Instant, @Nullable Object> value) {
    return new Given(column, value);
  }

  /// What a compiled expression would be.
  private record Given(Column column, BiFunction<Row, Instant, @Nullable Object> value)
      implements Expression {
    @Override
    public String text() {
      return column.name();
    }

    @Override
    public Column result(String name) {
      return column.named(name);
    }

    @Override
    public SortedSet<String> columns() {
      return new TreeSet<>();
    }

    @Override
    public boolean readsNow() {
      return true;
    }

    @Override
    public @Nullable Object evaluate(Row row, Instant now) {
      return value.apply(row, now);
    }
  }

  /// Inputs of few different values, so that rows meet; now and then an extreme or NULL.
  static Row inputs(Random random, Instant near) {
    @Nullable Object[] values = new @Nullable Object[INPUTS.size()];
    for (int i = 0; i < values.length; i++) {
      int chance = random.nextInt(20);
      if (chance > 1) {
        values[i] = common(i, random, near);
      } else if (chance == 1) {
        List<Object> extremes = Sample.ascending(INPUTS.columns().get(i).type());
        values[i] = extremes.get(random.nextInt(extremes.size()));
      }
    }
    return new Row(values);
  }

  private static Object common(int slot, Random random, Instant near) {
    return switch (slot) {
      case N -> random.nextLong(-3, 4);
      case F -> random.nextInt(-5, 6) / 10.0;
      case D -> BigDecimal.valueOf(random.nextInt(-300, 300), 2).stripTrailingZeros().setScale(2);
      case B -> BigDecimal.valueOf(random.nextInt(1, 9), 38);
      case S -> "s" + random.nextInt(4);
      case T -> near.plusSeconds(random.nextInt(-20, 40));
      default -> random.nextBoolean();
    };
  }
}
