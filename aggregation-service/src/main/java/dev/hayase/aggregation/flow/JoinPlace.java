package dev.hayase.aggregation.flow;

import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A join as one of several in a row.
///
/// @param number from 0
public record JoinPlace(AggregationPlan plan, int number) {
  public JoinPlan join() {
    return plan.joins().get(number);
  }

  /// The layout of rows before it.
  public Layout before() {
    return Onward.before(plan, number);
  }

  /// The layout of the dimension's primary key.
  public Layout key() {
    return Onward.keyOf(join());
  }

  /// Whether a row that is there already is a duplicate. Behind the first join none comes twice.
  public boolean once() {
    return number == 0 && plan.source().kind() == Kind.EVENTS;
  }

  /// How long rows wait: as long as in all joins before it together, and here; empty: for ever.
  public Optional<Duration> keep() {
    List<Optional<Duration>> each =
        plan.joins().subList(0, number + 1).stream().map(JoinPlan::keep).toList();
    return each.stream().allMatch(Optional::isPresent)
        ? each.stream().flatMap(Optional::stream).reduce(Duration::plus)
        : Optional.empty();
  }
}
