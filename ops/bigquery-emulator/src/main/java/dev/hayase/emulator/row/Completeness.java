package dev.hayase.emulator.row;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.Mode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a message must have: REQUIRED columns, at any depth, and fields that the writer itself
/// declared as required. An absent REPEATED column becomes an empty one.
final class Completeness {
  private final Column[] columns;
  private final @Nullable MessagePlan[] nested;
  private final boolean[] requiredByWriter;

  Completeness(Column[] columns, Map<Integer, MessagePlan> nested, boolean[] requiredByWriter) {
    this.columns = columns;
    this.nested = new @Nullable MessagePlan[columns.length];
    nested.forEach((column, plan) -> this.nested[column] = plan);
    this.requiredByWriter = requiredByWriter;
  }

  void require(@Nullable Object[] values, String path) throws RowProblem {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null) {
        values[i] = absent(columns[i], requiredByWriter[i], path);
      } else {
        MessagePlan plan = nested[i];
        if (plan != null) {
          requireNested(plan, value, path + columns[i].name() + ".");
        }
      }
    }
  }

  private static void requireNested(MessagePlan plan, Object value, String path) throws RowProblem {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        plan.completeness().require((@Nullable Object[]) element, path);
      }
    } else {
      plan.completeness().require((@Nullable Object[]) value, path);
    }
  }

  private static @Nullable Object absent(Column column, boolean requiredByWriter, String path)
      throws RowProblem {
    if (column.mode() == Mode.REQUIRED) {
      throw new RowProblem(
          "Field " + path + column.name() + " is REQUIRED but is NULL or missing.");
    }
    if (requiredByWriter) {
      throw new RowProblem(
          "Could not parse the serialized row: missing required field "
              + path
              + column.name()
              + ".");
    }
    return column.mode() == Mode.REPEATED ? List.of() : null;
  }
}
