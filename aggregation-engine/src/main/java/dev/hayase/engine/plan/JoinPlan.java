package dev.hayase.engine.plan;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.value.Layout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The current row of another table beside each row. When that row changes, everything that was
/// joined with it is taken back and added anew.
///
/// @param as what the dimension's columns are named by, before a dot
/// @param dimension the other table, of kind `CHANGES`
/// @param key slots of the dimension's primary key in its columns, in the order of `on`
/// @param on yields the dimension's key for a row as it is before this join
/// @param outer whether rows without a counterpart stay, with NULLs
/// @param row the layout after this join: the row before, then the dimension's columns
/// @param keep how long events wait for changes of their dimension; after that they keep what they
///   were joined with last. Empty: for ever
public record JoinPlan(
    String as,
    SourcePlan dimension,
    List<Integer> key,
    List<Expression> on,
    boolean outer,
    Layout row,
    Optional<Duration> keep) {

  public JoinPlan {
    key = List.copyOf(key);
    on = List.copyOf(on);
  }
}
