package dev.hayase.loader.table;

import dev.hayase.event.schema.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table as BigQuery describes it.
///
/// @param etag changes with every change of the description
/// @param columns name to type, in order; a type that we do not load is empty
/// @param primaryKey names of the key's columns; empty when none is declared
/// @param owner the [Owner] mark; empty on a table that somebody else made
public record PresentTable(
    String etag,
    Map<String, Optional<ColumnType>> columns,
    List<String> primaryKey,
    Optional<String> owner) {
  public PresentTable {
    primaryKey = List.copyOf(primaryKey);
  }

  /// The type of a column; names are told apart without regard to case. The outer is empty without
  /// such a column.
  public Optional<Optional<ColumnType>> type(String column) {
    return columns.entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(column))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
