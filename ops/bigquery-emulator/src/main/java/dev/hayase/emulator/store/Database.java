package dev.hayase.emulator.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// One DuckDB, in memory or in a file, and the connections to it.
public final class Database implements AutoCloseable {
  private final DuckDBConnection root;
  private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();

  private Database(DuckDBConnection root) {
    this.root = root;
  }

  /// @param directory null keeps everything in memory
  public static Database open(@Nullable Path directory) {
    try {
      String url = "jdbc:duckdb:";
      if (directory != null) {
        Files.createDirectories(directory);
        url += directory.resolve("bigquery.duckdb");
      }
      DuckDBConnection root = (DuckDBConnection) DriverManager.getConnection(url, new Properties());
      try (Statement statement = root.createStatement()) {
        statement.execute("SET GLOBAL TimeZone = 'UTC'");
        statement.execute("SET GLOBAL default_null_order = 'nulls_first_on_asc_last_on_desc'");
        statement.execute("CREATE SCHEMA IF NOT EXISTS data");
        statement.execute("CREATE SCHEMA IF NOT EXISTS meta");
      }
      return new Database(root);
    } catch (SQLException e) {
      throw new StoreException(
          "cannot open the database"
              + (directory == null ? "" : " in " + directory)
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Something done with a connection.
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T with(DuckDBConnection connection) throws SQLException;
  }

  /// Runs the work with a connection of its own; each statement commits by itself.
  public <T extends @Nullable Object> T call(Work<T> work) {
    DuckDBConnection connection = borrow();
    boolean usable = false;
    try {
      T result = work.with(connection);
      usable = true;
      return result;
    } catch (SQLException e) {
      usable = true;
      throw new StoreException(String.valueOf(e.getMessage()), e);
    } finally {
      giveBack(connection, usable);
    }
  }

  /// Runs the work in one transaction, committed durably when it returns.
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    return call(connection -> {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        begin(connection);
        T result = work.with(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    });
  }

  /// The driver begins a transaction with the first statement. An appender is none: without this,
  /// what it writes is committed by itself, ahead of the rest, and survives a kill in between.
  private static void begin(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private DuckDBConnection borrow() {
    DuckDBConnection connection = idle.pollFirst();
    try {
      return connection != null ? connection : root.duplicate();
    } catch (SQLException e) {
      throw new StoreException("cannot open a connection", e);
    }
  }

  private void giveBack(DuckDBConnection connection, boolean usable) {
    if (usable) {
      idle.addFirst(connection);
      return;
    }
    closeQuietly(connection);
  }

  private static void closeQuietly(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("cannot close a connection", e);
    }
  }

  @Override
  public void close() {
    for (DuckDBConnection connection = idle.pollFirst();
        connection != null;
        connection = idle.pollFirst()) {
      closeQuietly(connection);
    }
    closeQuietly(root);
  }
}
