package dev.hayase.emulator.store;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.row.ChangeSequence;
import dev.hayase.emulator.row.Row;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Appends rows to one of a table's two storage tables, within a transaction that is open. DuckDB's
/// appender takes no INTERVAL; a table that has one is written through a temporary table in which
/// intervals are text.
final class RowAppender implements AutoCloseable {
  private final DuckDBConnection connection;
  private final String target;
  private final List<Column> columns;
  private final boolean staged;
  private final DuckDBAppender appender;

  /// @param target its name in the schema `data`
  RowAppender(DuckDBConnection connection, String target, List<Column> columns)
      throws SQLException {
    this.connection = connection;
    this.target = target;
    this.columns = columns;
    this.staged =
        columns.stream().anyMatch(column -> column.dataType().contains(ColumnType.INTERVAL));
    if (staged) {
      execute("CREATE OR REPLACE TEMP TABLE staged AS SELECT " + intervalsAsText() + " LIMIT 0");
    }
    this.appender =
        staged
            ? connection.createAppender("temp", "main", "staged")
            : connection.createAppender("data", target);
  }

  void append(Row row, long now, long ordinal) throws SQLException {
    Row.Change change = row.change();
    appender.beginRow();
    appender.append(change == null ? ChangeSequence.NONE : change.sequence());
    appender.append(change != null && change.delete());
    appender.append(now);
    appender.append(ordinal);
    for (int i = 0; i < columns.size(); i++) {
      CellAppender.append(appender, columns.get(i), row.values()[i]);
    }
    appender.endRow();
  }

  @Override
  public void close() throws SQLException {
    appender.close();
    if (staged) {
      execute("INSERT INTO data." + target + " SELECT * FROM temp.staged");
      execute("DROP TABLE temp.staged");
    }
  }

  private String intervalsAsText() {
    return columns.stream()
        .map(column ->
            "CAST("
                + quoted(column.name())
                + " AS "
                + column.dataType().replacing(ColumnType.INTERVAL, ColumnType.STRING).duckdbType()
                + ") AS "
                + quoted(column.name()))
        .collect(
            Collectors.joining(
                ", ", "\"$seq\", \"$deleted\", \"$at\", \"$ord\", ", " FROM data." + target));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
