package dev.hayase.aggregation.scene;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.group.GroupPlan.Measured;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.measure.Measure.Count;
import dev.hayase.engine.measure.Measure.Sum;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Payments of plans, and how much each plan has brought in.
public final class Sales {
  public static final TableSchema PAYMENTS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64).in(Mode.REQUIRED),
              Column.nullable("plan", ColumnType.STRING),
              Column.nullable("amount", ColumnType.NUMERIC),
              Column.nullable("paid_at", ColumnType.TIMESTAMP)),
          List.of("id"));

  /// What plans are called in which country.
  public static final TableSchema PLANS =
      TableSchema.of(
          List.of(
              Column.nullable("code", ColumnType.STRING).in(Mode.REQUIRED),
              Column.nullable("title", ColumnType.STRING)),
          List.of("code"));

  private static final Layout ROW = new Layout(PAYMENTS.columns());
  private static final Layout INPUTS =
      new Layout(List.of(Column.nullable("amount", ColumnType.NUMERIC)));
  private static final Column AMOUNT = Column.nullable("amount", ColumnType.NUMERIC);
  private static final Column PAYMENTS_COUNT = Column.nullable("payments", ColumnType.INT64);

  private Sales() {}

  /// `group-by: {plan: plan}`, `measures: {amount: {sum: amount}, payments: {count: "*"}}`.
  public static AggregationPlan byPlan(String name, String topic) {
    return plan(
        name,
        new SourcePlan(topic, Kind.CHANGES, ROW),
        List.of(),
        ROW,
        new ColumnValue(ROW, "plan"),
        Optional.empty());
  }

  /// The same by day, an hour of grace.
  public static AggregationPlan byPlanAndDay(String name, String topic) {
    return plan(
        name,
        new SourcePlan(topic, Kind.CHANGES, ROW),
        List.of(),
        ROW,
        new ColumnValue(ROW, "plan"),
        Optional.of(
            new WindowPlan(
                new Windows.Tumbling(Duration.ofDays(1)), Optional.of(Duration.ofHours(1)))));
  }

  /// By the plan's title, which stands in another table.
  public static AggregationPlan byTitle(String name, String topic, String plans) {
    Layout dimension = new Layout(PLANS.columns());
    Layout joined =
        new Layout(
            Stream.concat(
                    ROW.columns().stream(),
                    dimension.columns().stream().map(c -> c.named("plans." + c.name())))
                .toList());
    JoinPlan join =
        new JoinPlan(
            "plans",
            new SourcePlan(plans, Kind.CHANGES, dimension),
            List.of(0),
            List.of(new ColumnValue(ROW, "plan")),
            true,
            joined,
            Optional.empty());
    return plan(
        name,
        new SourcePlan(topic, Kind.CHANGES, ROW),
        List.of(join),
        joined,
        new ColumnValue(joined, "plans.title"),
        Optional.empty());
  }

  private static AggregationPlan plan(
      String name,
      SourcePlan source,
      List<JoinPlan> joins,
      Layout row,
      Expression group,
      Optional<WindowPlan> window) {
    Column key = Column.nullable("plan", ColumnType.STRING);
    List<Column> result = new ArrayList<>(List.of(key));
    if (window.isPresent()) {
      result.add(Column.nullable(GroupPlan.WINDOW_START, ColumnType.TIMESTAMP));
      result.add(Column.nullable(GroupPlan.WINDOW_END, ColumnType.TIMESTAMP));
      result.add(Column.nullable(GroupPlan.WINDOW_OPEN, ColumnType.BOOL));
    }
    result.add(AMOUNT);
    result.add(PAYMENTS_COUNT);
    Layout layout = new Layout(result);
    GroupPlan groups =
        new GroupPlan(
            new Layout(List.of(key)),
            window,
            INPUTS,
            new Measured(
                List.of(
                    new Measure(AMOUNT, new Sum(0), OptionalInt.empty()),
                    new Measure(
                        PAYMENTS_COUNT, new Count(OptionalInt.empty()), OptionalInt.empty()))),
            layout,
            List.of(new ColumnValue(layout, "amount"), new ColumnValue(layout, "payments")),
            Optional.empty(),
            layout,
            Optional.empty());
    return new AggregationPlan(
        name,
        source,
        joins,
        row,
        Optional.empty(),
        List.of(group),
        window.map(_ -> new ColumnValue(row, "paid_at")),
        List.of(new ColumnValue(row, "amount")),
        groups,
        TableSchema.of(
            result,
            window.isPresent() ? List.of("plan", GroupPlan.WINDOW_START) : List.of("plan")));
  }
}
