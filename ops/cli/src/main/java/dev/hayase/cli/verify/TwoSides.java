package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import dev.hayase.event.schema.ColumnType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One table on both sides, to be read and compared.
final class TwoSides {
  private final ComparedTable table;
  private final PostgresTables source;
  private final Warehouse warehouse;

  TwoSides(ComparedTable table, PostgresTables source, Warehouse warehouse) {
    this.table = table;
    this.source = source;
    this.warehouse = warehouse;
  }

  ComparedTable table() {
    return table;
  }

  /// From now on the source is read as of now; returns a time that is not before that, by its
  /// clock.
  Instant readSourceAsOfNow() throws SQLException {
    return source.begin();
  }

  List<SourceColumn> sourceColumns() throws SQLException {
    return source.columns(table.schema(), table.name());
  }

  boolean sourceIsEmpty() throws SQLException {
    return source.isEmpty(table);
  }

  /// How to compare the columns that both sides have now; empty while BigQuery has no such table.
  Optional<ComparisonPlan> plan() throws SQLException {
    Map<String, ColumnType> theirs = warehouse.columns(table);
    return theirs.isEmpty()
        ? Optional.empty()
        : Optional.of(ComparisonPlan.of(sourceColumns(), theirs));
  }

  /// Compares all rows; returns how many are equal.
  long compareAll(ComparisonPlan plan, Pending differences) throws SQLException {
    try (PostgresTables.Rows ours = source.rows(table, plan)) {
      return new RowMerge(plan.names(), ours, warehouse.rows(table, plan)).run(differences::add);
    }
  }

  /// Compares the rows of some keys with BigQuery's; returns how many are equal.
  long compare(
      ComparisonPlan plan,
      Map<List<Value>, TableRow> ours,
      Set<List<Value>> keys,
      Pending differences) {
    Iterator<TableRow> sorted =
        ours.values().stream()
            .sorted((a, b) -> KeyOrder.ORDER.compare(a.key(), b.key()))
            .iterator();
    Iterator<TableRow> theirs = ofKeys(warehouse.rows(table, plan), keys).iterator();
    return new RowMerge(plan.names(), sorted, theirs).run(differences::add);
  }

  /// The source's rows of some keys.
  Map<List<Value>, TableRow> sourceRows(ComparisonPlan plan, Set<List<Value>> keys)
      throws SQLException {
    Map<List<Value>, TableRow> found = new HashMap<>();
    try (PostgresTables.Rows rows = source.rows(table, plan)) {
      ofKeys(rows, keys).forEach(row -> found.put(row.key(), row));
    }
    return found;
  }

  private static List<TableRow> ofKeys(Iterator<TableRow> rows, Set<List<Value>> keys) {
    List<TableRow> some = new ArrayList<>();
    while (rows.hasNext()) {
      TableRow row = rows.next();
      if (keys.contains(row.key())) {
        some.add(row);
      }
    }
    return some;
  }
}
