package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableName;
import java.util.List;
import java.util.function.Supplier;

/// Something that a query can read: a table, a view, a view of INFORMATION_SCHEMA.
///
/// @param name a view of INFORMATION_SCHEMA has the schema's name in the table's, before a dot
/// @param readable what DuckDB reads in its place: a parenthesised query whose columns have these
///   names; asked for when a statement is translated
/// @param partitionColumns at least one of which every query must filter by; mostly none
public record Relation(
    TableName name,
    List<RelationColumn> columns,
    Supplier<String> readable,
    List<String> partitionColumns) {
  /// @param pseudo whether `SELECT *` leaves it out
  public record RelationColumn(String name, DataType type, boolean pseudo) {}

  public Relation {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
  }
}
