package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rows of a query on their way into a table that is made for them.
public final class StoredRows {
  private StoredRows() {}

  /// @param rows a query in DuckDB's words whose columns are the table's, in their order
  /// @return the same with each value as its column keeps it
  public static String select(String rows, List<Column> columns) {
    String values =
        IntStream.range(0, columns.size())
            .mapToObj(i ->
                StoredValue.of(quoted("v" + i), columns.get(i))
                    + " AS "
                    + quoted(columns.get(i).name()))
            .collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, columns.size())
            .mapToObj(i -> quoted("v" + i))
            .collect(Collectors.joining(", "));
    return "SELECT " + values + " FROM (" + rows + ") AS q(" + names + ")";
  }

  /// Queries that find a row which does not fit, and say why.
  ///
  /// @param table the storage with the rows in it, in DuckDB's words
  public static List<String> refusals(String table, List<Column> columns) {
    return RowChangeWriter.guards(table, columns);
  }
}
