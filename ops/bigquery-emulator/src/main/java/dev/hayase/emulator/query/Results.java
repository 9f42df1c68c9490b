package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.store.Database;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Runs queries and keeps what they yield: a small result in this heap, a large one as a table of
/// an in-memory database beside the data, so that neither the heap nor the data's log holds it.
/// Only the newest large results are kept.
final class Results {
  private static final int SMALL = 5_000;
  private static final int LARGE_KEPT = 20;

  private final Database database;
  private final AtomicLong last = new AtomicLong();
  private final Deque<String> large = new ArrayDeque<>();

  Results(Database database) {
    this.database = database;
    database.call(connection -> {
      execute(connection, "ATTACH ':memory:' AS results");
      return null;
    });
  }

  /// @param sql in DuckDB's words
  QueryResult run(String sql) {
    String table = "results.q" + last.incrementAndGet();
    return database.call(connection -> {
      execute(connection, "CREATE TABLE " + table + " AS " + sql);
      boolean keep = false;
      try {
        long count = count(connection, table);
        String select = "SELECT * FROM " + table;
        List<ResultType.Field> columns = new ArrayList<>();
        List<@Nullable Object[]> first = read(connection, select + " LIMIT " + SMALL, columns);
        keep = count > SMALL;
        return keep
            ? QueryResult.large(columns, count, (from, limit) -> page(table, from, limit))
            : QueryResult.rows(columns, first);
      } finally {
        if (keep) {
          keep(connection, table);
        } else {
          execute(connection, "DROP TABLE " + table);
        }
      }
    });
  }

  /// A result that is small by its own LIMIT.
  QueryResult read(String sql) {
    return database.call(connection -> {
      List<ResultType.Field> columns = new ArrayList<>();
      List<@Nullable Object[]> rows = read(connection, sql, columns);
      return QueryResult.rows(columns, rows);
    });
  }

  private void keep(DuckDBConnection connection, String table) throws SQLException {
    String oldest = null;
    synchronized (large) {
      large.addLast(table);
      if (large.size() > LARGE_KEPT) {
        oldest = large.removeFirst();
      }
    }
    if (oldest != null) {
      execute(connection, "DROP TABLE " + oldest);
    }
  }

  private List<@Nullable Object[]> page(String table, long from, int limit) {
    synchronized (large) {
      if (!large.contains(table)) {
        throw BigQueryException.notFound("Not found: the result is no longer kept");
      }
    }
    String sql = "SELECT * FROM " + table + " LIMIT " + limit + " OFFSET " + from;
    return database.call(connection -> read(connection, sql, new ArrayList<>()));
  }

  private static List<@Nullable Object[]> read(
      DuckDBConnection connection, String sql, List<ResultType.Field> columns) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      columns.addAll(columns(result.getMetaData()));
      List<@Nullable Object[]> rows = new ArrayList<>();
      while (result.next()) {
        @Nullable Object[] row = new @Nullable Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = Fetch.value(result, i + 1, columns.get(i).type());
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<ResultType.Field> columns(ResultSetMetaData metadata) throws SQLException {
    List<ResultType.Field> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      ResultType type = DuckTypes.parse(metadata.getColumnTypeName(i));
      columns.add(new ResultType.Field(metadata.getColumnLabel(i), type));
    }
    return columns;
  }

  /// DuckDB renames a second column of the same name; BigQuery refuses it.
  void requireDistinctColumns(String sql) {
    database.call(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        ResultSetMetaData metadata = statement.getMetaData();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
          if (!names.add(metadata.getColumnLabel(i).toLowerCase(Locale.ROOT))) {
            throw BigQueryException.invalidQuery(
                "Duplicate column names in the result are not supported when a destination table is"
                    + " present. Found duplicate(s): "
                    + metadata.getColumnLabel(i));
          }
        }
      }
      return null;
    });
  }

  private static long count(DuckDBConnection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
