package dev.hayase.records.format;

import dev.hayase.records.row.RowPlan;
import java.util.function.Function;

/// What came of compiling a schema for a table.
public sealed interface Compiled {
  /// Rows of the schema can be encoded.
  record Ready(RowEncoding encoding) implements Compiled {}

  /// They cannot, because of one column.
  ///
  /// @param column the source's name
  record Conflict(String column, String reason) implements Compiled {}

  /// An encoding by a plan, if there is one.
  static Compiled of(RowPlan.Compiled plan, Function<RowPlan, RowEncoding> encoding) {
    return switch (plan) {
      case RowPlan.Compiled.Ready ready -> new Ready(encoding.apply(ready.plan()));
      case RowPlan.Compiled.Conflict conflict -> new Conflict(conflict.column(), conflict.reason());
    };
  }
}
