package dev.hayase.loader.delivery;

import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.row.FieldNumbers;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Watches rows of INT64 columns that become FLOAT64: BigQuery takes their integers as such until
/// its write service has learnt of the change, and rounds those that FLOAT64 does not hold, without
/// a word. So none of these may be on its way when the table is asked whether it holds one, nor go
/// afterwards. Used by the table's thread.
final class FloatGuard {
  private final Lanes lanes;
  private final IdentityHashMap<TableShape, List<ShapeColumn>> guardedOf = new IdentityHashMap<>();
  private List<ShapeColumn> guarded = List.of();
  private TableShape shape = TableShape.EMPTY;
  private @Nullable CompletableFuture<Void> clear;

  FloatGuard(Lanes lanes) {
    this.lanes = lanes;
  }

  /// From now on integers that FLOAT64 does not hold are kept from these columns.
  ///
  /// @param now the shape of rows
  /// @param whenClear completed when none of them is on its way
  void begin(Set<String> columns, TableShape now, CompletableFuture<Void> whenClear) {
    List<ShapeColumn> all = new ArrayList<>(guarded);
    for (ShapeColumn column : now.columns()) {
      if (columns.stream().anyMatch(column.name()::equalsIgnoreCase)
          && column.type().equals(Optional.of(ColumnType.INT64))
          && !all.contains(column)) {
        all.add(column);
      }
    }
    guard(all, now);
    clear = whenClear;
  }

  /// The table was looked at: columns that still are INT64 take every integer again.
  void looked(TableShape now) {
    if (!guarded.isEmpty()) {
      guard(guarded.stream().filter(c -> !now.columns().contains(c)).toList(), now);
    }
  }

  private void guard(List<ShapeColumn> columns, TableShape now) {
    guarded = columns;
    guardedOf.clear();
    shape = now;
  }

  /// Tells whoever waits that nothing is on its way any more, if so.
  void look() {
    if (clear != null && !lanes.anyRow(row -> beyond(guarded, row) != null)) {
      clear.complete(null);
      clear = null;
    }
  }

  /// The column that keeps this row from going.
  ///
  /// @param rows the row's shape
  Optional<ShapeColumn> inTheWay(TableShape rows, byte[] row) {
    if (guarded.isEmpty()) {
      return Optional.empty();
    }
    List<ShapeColumn> here =
        guardedOf.computeIfAbsent(
            rows, r -> guarded.stream().filter(r.columns()::contains).toList());
    return Optional.ofNullable(beyond(here, row));
  }

  /// Whether the column is FLOAT64 by now, and not only about to become it.
  boolean isWidened(ShapeColumn column) {
    return !shape.columns().contains(column);
  }

  private static @Nullable ShapeColumn beyond(List<ShapeColumn> columns, byte[] row) {
    for (ShapeColumn column : columns) {
      if (FieldNumbers.holdsBeyondFloat64(row, column.number())) {
        return column;
      }
    }
    return null;
  }

  /// Why a row is not loaded.
  static Refusal refusal(ShapeColumn column) {
    return Refusal.unfitValue("is an integer that FLOAT64 does not hold exactly", column.name());
  }
}
