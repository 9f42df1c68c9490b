package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.group.GroupPlan;
import dev.hayase.engine.value.Layout;
import dev.hayase.event.schema.TableSchema;
import java.util.List;
import java.util.Optional;

/// One aggregation, ready to be computed. In order: rows of the source are read, joined with
/// dimensions, filtered, and become contributions to groups.
///
/// @param name as under `aggregations` in `pipeline.yaml`
/// @param source where rows come from
/// @param joins what is added to them, one after the other
/// @param row the layout of a source's row with all joined ones: what the expressions below read.
///   Columns of a dimension are named `<as>.<column>`
/// @param where which rows count; those for which it is NULL or false do not
/// @param groupBy the values of [GroupPlan#key], in its order
/// @param time when a row happened; present with a window
/// @param inputs the values of [GroupPlan#inputs], in its order
/// @param groups what is computed of the groups
/// @param schema of the output, with its primary key, as topics carry it
public record AggregationPlan(
    String name,
    SourcePlan source,
    List<JoinPlan> joins,
    Layout row,
    Optional<Expression> where,
    List<Expression> groupBy,
    Optional<Expression> time,
    List<Expression> inputs,
    GroupPlan groups,
    TableSchema schema) {

  public AggregationPlan {
    joins = List.copyOf(joins);
    groupBy = List.copyOf(groupBy);
    inputs = List.copyOf(inputs);
  }
}
