package dev.hayase.engine.group;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import java.time.Instant;
import java.util.List;

/// An aggregation that the declarations cannot say, in Java: what SQL's `GROUP BY` would yield for
/// one group. Named by its class in `pipeline.yaml`, found on the class path, made by its
/// constructor without arguments.
///
/// A function of its arguments alone: called again whenever the group's rows, or the time, have
/// changed, by any replica.
public interface GroupFunction {
  /// The columns that it yields beside the group's own, for rows of this layout.
  ///
  /// @throws IllegalArgumentException when it cannot work with such rows; the message tells users
  Layout columns(Layout rows);

  /// The result of a group. Never called for a group without rows, which has no result.
  ///
  /// @param rows all of the group, in the order of the source; walked through as often as needed
  /// @param now the instant through which everything is known that happened
  Result result(Iterable<Row> rows, Instant now);

  /// @param values in the order of [#columns]
  /// @param changesAt when to ask again though no row has changed, the earliest first; empty: never
  record Result(Row values, List<Instant> changesAt) {}
}
