package dev.hayase.emulator.row;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows as the Storage Write API takes them by a schema that it still knows, in the columns that
/// the table has by now: added ones are empty, wider types hold the narrower values.
public final class Growth {
  private final List<Column> after;

  /// For each column that is there now: where its value was, or -1.
  private final int[] from;

  /// For each STRUCT that was there: how its fields have grown.
  private final @Nullable Growth[] nested;

  private Growth(List<Column> after) {
    this.after = after;
    this.from = new int[after.size()];
    this.nested = new @Nullable Growth[after.size()];
  }

  /// Empty when the later schema is no wider one: when something of the former is gone.
  public static Optional<Growth> between(TableSchema before, TableSchema after) {
    return between(before.columns(), after.columns());
  }

  private static Optional<Growth> between(List<Column> before, List<Column> after) {
    Growth growth = new Growth(after);
    int found = 0;
    for (int i = 0; i < after.size(); i++) {
      growth.from[i] = indexOf(before, after.get(i));
      if (growth.from[i] >= 0) {
        Column then = before.get(growth.from[i]);
        if (!growth.takes(i, then)) {
          return Optional.empty();
        }
        found++;
      }
    }
    return found == before.size() ? Optional.of(growth) : Optional.empty();
  }

  private static int indexOf(List<Column> columns, Column wanted) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(wanted.name())) {
        return i;
      }
    }
    return -1;
  }

  private boolean takes(int index, Column then) {
    Column now = after.get(index);
    boolean lists = then.mode() == Mode.REPEATED;
    if (lists != (now.mode() == Mode.REPEATED) || !takes(then.type(), now.type())) {
      return false;
    }
    if (now.type() != ColumnType.STRUCT) {
      return true;
    }
    Optional<Growth> fields = between(then.fields(), now.fields());
    nested[index] = fields.orElse(null);
    return fields.isPresent();
  }

  private static boolean takes(ColumnType then, ColumnType now) {
    return then == now
        || switch (now) {
          case FLOAT64, BIGNUMERIC -> then == ColumnType.INT64 || then == ColumnType.NUMERIC;
          case NUMERIC -> then == ColumnType.INT64;
          default -> false;
        };
  }

  /// The row in the table's present columns.
  ///
  /// @param defaults what missing values of columns (by lower-case name) become
  public Row of(Row row, Map<String, Object> defaults) {
    @Nullable Object[] values = values(row.values());
    if (!row.isDeletion() && !defaults.isEmpty()) {
      for (int i = 0; i < values.length; i++) {
        if (from[i] < 0) {
          values[i] = defaults.get(after.get(i).name().toLowerCase(Locale.ROOT));
        }
      }
    }
    return new Row(values, row.change());
  }

  private @Nullable Object[] values(@Nullable Object[] before) {
    @Nullable Object[] values = new @Nullable Object[after.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = from[i] < 0 ? null : before[from[i]];
      values[i] = value == null ? null : value(i, value);
    }
    return values;
  }

  private Object value(int index, Object value) {
    if (value instanceof List<?> elements) {
      List<Object> grown = new ArrayList<>(elements.size());
      elements.forEach(element -> grown.add(one(index, element)));
      return grown;
    }
    return one(index, value);
  }

  private Object one(int index, Object value) {
    Growth fields = nested[index];
    if (fields != null) {
      return fields.values((@Nullable Object[]) value);
    }
    return switch (after.get(index).type()) {
      case FLOAT64 -> ((Number) value).doubleValue();
      case NUMERIC, BIGNUMERIC ->
          value instanceof Long whole
              ? BigDecimal.valueOf(whole).setScale(Decimals.scaleOf(after.get(index).type()))
              : value;
      default -> value;
    };
  }
}
