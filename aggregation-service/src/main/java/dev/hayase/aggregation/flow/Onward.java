package dev.hayase.aggregation.flow;

import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import java.util.Optional;

/// Where a row goes next, and as what.
@FunctionalInterface
public interface Onward {
  /// @return empty when it goes nowhere
  /// @throws dev.hayase.engine.expression.EvaluationException when one of the plan's expressions
  ///   has no value for the row
  Optional<Keyed> of(WeightedRow row);

  /// A record between two stages.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Keyed(byte[] key, byte[] value) {}

  /// For a row that some joins are behind.
  ///
  /// @param joins how many
  static Onward after(AggregationPlan plan, int joins) {
    return joins < plan.joins().size() ? toJoin(plan, joins) : toGroups(plan);
  }

  private static Onward toJoin(AggregationPlan plan, int joins) {
    JoinPlan join = plan.joins().get(joins);
    RowCodec keys = new RowCodec(keyOf(join));
    WeightedRow.Codec rows = new WeightedRow.Codec(before(plan, joins));
    return row ->
        Optional.of(
            new Keyed(keys.encode(Contributor.values(join.on(), row.row())), rows.encode(row)));
  }

  /// For a row of a dimension.
  static Onward ofDimension(JoinPlan join) {
    RowCodec keys = new RowCodec(keyOf(join));
    WeightedRow.Codec rows = new WeightedRow.Codec(join.dimension().columns());
    return row ->
        Optional.of(
            new Keyed(
                keys.encode(new Row(join.key().stream().map(row.row()::get).toArray())),
                rows.encode(row)));
  }

  private static Onward toGroups(AggregationPlan plan) {
    Contributor contributor = new Contributor(plan);
    RowCodec keys = new RowCodec(plan.groups().key());
    ContributionCodec contributions = new ContributionCodec(plan.groups().inputs());
    return row ->
        contributor
            .of(row.weight(), row.id(), row.order(), row.row())
            .map(to -> new Keyed(keys.encode(to.group()), contributions.encode(to.contribution())));
  }

  /// The layout of rows before a join.
  static Layout before(AggregationPlan plan, int join) {
    return join == 0 ? plan.source().columns() : plan.joins().get(join - 1).row();
  }

  /// The layout of a dimension's primary key.
  static Layout keyOf(JoinPlan join) {
    return new Layout(
        join.key().stream().map(slot -> join.dimension().columns().columns().get(slot)).toList());
  }
}
