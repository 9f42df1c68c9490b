package dev.hayase.local.sample;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Creates a sample database's tables and loads their first rows.
public final class Installation {
  private static final int CHUNK = 64 * 1024;

  private Installation() {}

  /// Installs it through this connection and returns the number of rows loaded.
  public static long install(SampleDatabase sample, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : sample.preamble()) {
        statement.execute(sql);
      }
      for (TableShape table : sample.tables()) {
        statement.execute(table.create());
      }
      for (String sql : sample.epilogue()) {
        statement.execute(sql);
      }
    }
    return load(sample, connection);
  }

  /// Empties its tables, which are there from an earlier installation, and loads its first rows
  /// again. Row by row, so that a table of which every change is kept tells of it, too.
  public static long refill(SampleDatabase sample, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (TableShape table : sample.tables()) {
        statement.execute("DELETE FROM " + table.quotedName());
      }
    }
    return load(sample, connection);
  }

  /// Whether its tables are there.
  public static boolean isInstalled(SampleDatabase sample, Connection connection)
      throws SQLException {
    String last = sample.tables().getLast().quotedName();
    try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?)")) {
      statement.setString(1, last);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() && found.getString(1) != null;
      }
    }
  }

  private static long load(SampleDatabase sample, Connection connection) throws SQLException {
    long rows = 0;
    for (TableShape table : sample.tables()) {
      try (Stream<Row> first = sample.firstRows(table)) {
        rows += copy(connection, table, first.iterator());
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
    }
    return rows;
  }

  private static long copy(Connection connection, TableShape table, Iterator<Row> rows)
      throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copy());
    try {
      StringBuilder chunk = new StringBuilder(CHUNK + 1024);
      while (rows.hasNext()) {
        chunk.append(rows.next().copyLine());
        if (chunk.length() >= CHUNK || !rows.hasNext()) {
          byte[] bytes = chunk.toString().getBytes(StandardCharsets.UTF_8);
          copy.writeToCopy(bytes, 0, bytes.length);
          chunk.setLength(0);
        }
      }
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
