package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDMLDefault;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDMLValue;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableDefinition;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The table that a statement changes.
///
/// @param storage where its rows are: a name that DuckDB knows. Rows whose `"$deleted"` is true are
///   not there for anybody
/// @param defaults a column's default as an expression of the column's type; NULL without one
record ChangedTable(TableDefinition definition, String storage, Function<Column, String> defaults) {
  /// The column that holds a row's `rowid`.
  static final String ROW = "\"$row\"";

  /// The rows, each with [#ROW] and with the scan's columns under their resolved names.
  String rows(ResolvedTableScan scan, Scans scans) {
    String columns =
        scan.getColumnList().stream()
            .map(column -> ", " + quoted(column(column).name()) + " AS " + scans.column(column))
            .collect(Collectors.joining());
    return "(SELECT rowid AS " + ROW + columns + " FROM " + storage + " WHERE NOT \"$deleted\")";
  }

  Column column(ResolvedColumn column) {
    return definition.schema().column(column.getName()).orElseThrow();
  }

  List<Column> columns() {
    return definition.schema().columns();
  }

  /// What a statement wants to have in a column.
  String value(ResolvedDMLValue value, Column column, Expressions expressions) {
    return value.getValue() instanceof ResolvedDMLDefault
        ? defaults.apply(column)
        : expressions.sql(value.getValue());
  }

  /// Adds the rows of a temporary table whose columns have the names of all of the table's columns.
  RowChange.Effect insert(String rows) {
    String names =
        columns().stream()
            .map(column -> ", " + quoted(column.name()))
            .collect(Collectors.joining());
    return new RowChange.Effect(
        RowChange.Action.INSERT,
        "INSERT INTO "
            + storage
            + " (\"$seq\", \"$deleted\", \"$at\", \"$ord\""
            + names
            + ") SELECT ''::BLOB, false, 0, 0"
            + names
            + " FROM "
            + rows);
  }

  /// Sets columns of the rows that a temporary table names.
  RowChange.Effect update(String rows, List<Column> columns) {
    String assignments =
        columns.stream()
            .map(column -> quoted(column.name()) + " = s." + quoted(column.name()))
            .collect(Collectors.joining(", "));
    return new RowChange.Effect(
        RowChange.Action.UPDATE,
        "UPDATE "
            + storage
            + " AS t SET "
            + assignments
            + " FROM "
            + rows
            + " AS s WHERE t.rowid = s."
            + ROW);
  }

  RowChange.Effect delete(String rows) {
    return new RowChange.Effect(
        RowChange.Action.DELETE,
        "DELETE FROM " + storage + " WHERE rowid IN (SELECT " + ROW + " FROM " + rows + ")");
  }
}
