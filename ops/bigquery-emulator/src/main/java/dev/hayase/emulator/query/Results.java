package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Runs queries and keeps what they yield: a small result in this heap, a large one as a table of
/// an in-memory database beside the data, so that neither the heap nor the data's log holds it.
/// Only the newest large results are kept.
final class Results {
  private static final int SMALL = 5_000;
  private static final int LARGE_KEPT = 20;
  private static final int SECONDS = 300;

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

  /// @param sql in DuckDB's words; yields as many columns
  /// @param columns their names and types, kept as [DataType] says
  QueryResult run(String sql, List<DataType.Field> columns) {
    String table = "results.q" + last.incrementAndGet();
    return database.call(connection -> {
      fill(connection, table, sql);
      boolean keep = false;
      try {
        long count = count(connection, table);
        String select = "SELECT * FROM " + table;
        List<@Nullable Object[]> first = rows(connection, select + " LIMIT " + SMALL, columns);
        keep = count > SMALL;
        return keep
            ? QueryResult.large(columns, count, (from, limit) -> page(table, columns, from, limit))
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
  QueryResult read(String sql, List<DataType.Field> columns) {
    return database.call(connection -> QueryResult.rows(columns, rows(connection, sql, columns)));
  }

  /// A query that reads itself may have no end; BigQuery stops one after 500 rounds, which cannot
  /// be counted here.
  private static void fill(DuckDBConnection connection, String table, String sql)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      statement.execute("CREATE TABLE " + table + " AS " + sql);
    } catch (SQLTimeoutException e) {
      throw BigQueryException.invalidQuery(
          "The emulator stops a query after " + SECONDS + " seconds; does its recursion end?");
    }
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

  private List<@Nullable Object[]> page(
      String table, List<DataType.Field> columns, long from, int limit) {
    synchronized (large) {
      if (!large.contains(table)) {
        throw BigQueryException.notFound("Not found: the result is no longer kept");
      }
    }
    String sql = "SELECT * FROM " + table + " LIMIT " + limit + " OFFSET " + from;
    return database.call(connection -> rows(connection, sql, columns));
  }

  private static List<@Nullable Object[]> rows(
      DuckDBConnection connection, String sql, List<DataType.Field> columns) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
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
