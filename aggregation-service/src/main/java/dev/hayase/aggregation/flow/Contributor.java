package dev.hayase.aggregation.flow;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.group.Contribution;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.value.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says to which group a row contributes, and what.
public final class Contributor {
  private final AggregationPlan plan;

  public Contributor(AggregationPlan plan) {
    this.plan = plan;
  }

  /// A contribution and the group that it goes to.
  public record Addressed(Row group, Contribution contribution) {}

  /// @param weight +1 or -1
  /// @param id names the source's row
  /// @param order sorts as the source's own order does
  /// @return empty when the row does not count
  /// @throws EvaluationException when one of the plan's expressions has no value for the row
  public Optional<Addressed> of(int weight, byte[] id, byte[] order, Row row) {
    if (plan.where().isPresent()
        && !Boolean.TRUE.equals(plan.where().get().evaluate(row, Instant.EPOCH))) {
      return Optional.empty();
    }
    Instant time =
        plan.time().isPresent() ? (Instant) plan.time().get().evaluate(row, Instant.EPOCH) : null;
    Row inputs = values(plan.inputs(), row);
    return Optional.of(
        new Addressed(
            values(plan.groupBy(), row), new Contribution(weight, id, order, time, inputs)));
  }

  /// The values of expressions for a row. None of them reads `now`.
  public static Row values(List<Expression> expressions, Row row) {
    @Nullable Object[] values = new @Nullable Object[expressions.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = expressions.get(i).evaluate(row, Instant.EPOCH);
    }
    return new Row(values);
  }
}
