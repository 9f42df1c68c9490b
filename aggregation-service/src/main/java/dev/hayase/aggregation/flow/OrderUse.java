package dev.hayase.aggregation.flow;

import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.group.GroupPlan.Custom;
import dev.hayase.engine.group.GroupPlan.Latest;
import dev.hayase.engine.group.GroupPlan.Measured;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.measure.Measure.ApproximateCountDistinct;
import dev.hayase.engine.measure.Measure.ArrayOf;
import dev.hayase.engine.measure.Measure.Average;
import dev.hayase.engine.measure.Measure.Count;
import dev.hayase.engine.measure.Measure.CountDistinct;
import dev.hayase.engine.measure.Measure.First;
import dev.hayase.engine.measure.Measure.Greatest;
import dev.hayase.engine.measure.Measure.Last;
import dev.hayase.engine.measure.Measure.Least;
import dev.hayase.engine.measure.Measure.Sum;

/// Whether the source's order makes a difference to results.
public final class OrderUse {
  private OrderUse() {}

  /// If not, a row that changed in no column that is read is no change.
  public static boolean in(GroupPlan groups) {
    return switch (groups.rows()) {
      case Measured(var measures) ->
          measures.stream().map(Measure::function).anyMatch(OrderUse::in);
      case Latest _, Custom _ -> true;
    };
  }

  private static boolean in(Measure.Function function) {
    return switch (function) {
      case First _, Last _, ArrayOf _ -> true;
      case Count _,
          Sum _,
          Average _,
          Least _,
          Greatest _,
          CountDistinct _,
          ApproximateCountDistinct _ ->
          false;
    };
  }
}
