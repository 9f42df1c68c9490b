package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A table as BigQuery describes it.
///
/// @param etag changes with every change of the description
/// @param columns in order
/// @param primaryKey names of the key's columns; empty when none is declared
/// @param owner the [Owner] mark; empty on a table that somebody else made
/// @param topicMark the [TopicMark]; empty before the first row
/// @param changedMillis when its description or its rows changed last
public record PresentTable(
    String etag,
    List<PresentColumn> columns,
    List<String> primaryKey,
    Optional<String> owner,
    Optional<String> topicMark,
    long changedMillis) {
  public PresentTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
  }

  /// The column of this name; names are told apart without regard to case.
  public Optional<PresentColumn> column(String name) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  /// What columns demand of values beyond their form: to be there, to be no longer, to have no more
  /// digits.
  public Set<String> limits() {
    Set<String> limits = new HashSet<>();
    addLimits("", columns, limits);
    return limits;
  }

  private static void addLimits(String path, List<PresentColumn> columns, Set<String> limits) {
    for (PresentColumn column : columns) {
      String name = path + column.name();
      if (column.mode() == Column.Mode.REQUIRED) {
        limits.add(name + " is REQUIRED");
      }
      boolean numeric = column.type().equals(Optional.of(ColumnType.NUMERIC));
      if (numeric || column.maxLength().isPresent() || column.precision().isPresent()) {
        // Decimals of every type are sent as text.
        limits.add(name + column.type() + column.maxLength() + column.precision() + column.scale());
      }
      addLimits(name + ".", column.fields(), limits);
    }
  }

  /// The type of a column. The outer is empty without such a column, the inner for one that takes
  /// no plain value that we know.
  public Optional<Optional<ColumnType>> type(String column) {
    for (PresentColumn present : columns) {
      if (present.name().equalsIgnoreCase(column)) {
        return Optional.of(present.plainType());
      }
    }
    return Optional.empty();
  }
}
