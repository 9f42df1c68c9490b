package dev.hayase.emulator.store;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.row.Row;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Rows in bulk, from load, copy and query jobs: all of them are there afterwards, or none. They
/// are written to the side first, so that a slow source holds no lock.
public final class BulkWrite {
  private static final AtomicLong STAGES = new AtomicLong();

  /// Where the rows come from.
  public sealed interface Source {
    TableDefinition target();

    /// Rows made here, one at a time.
    ///
    /// @param target what their values were made for
    record Values(TableDefinition target, Rows rows) implements Source {}

    /// What a query of DuckDB's yields: the target's columns, in their order.
    record Query(TableDefinition target, String sql) implements Source {}
  }

  /// Rows as [Row][dev.hayase.emulator.row.Row] carries them.
  @FunctionalInterface
  public interface Rows {
    /// @return null at the end
    @Nullable Object @Nullable [] next();
  }

  private final Warehouse warehouse;

  public BulkWrite(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /// Adds rows to those that are there.
  ///
  /// @return how many
  public long append(StoredTable table, Source source) {
    String stage = "s" + STAGES.incrementAndGet();
    Database database = warehouse.database();
    try {
      return database.transaction(connection -> {
        StoredTable.run(connection, List.of(Storage.table(stage, source.target())));
        long rows = fill(connection, stage, source);
        table.lock.lock();
        table.requireAlive();
        table.mergePending();
        String columns =
            source.target().schema().columns().stream()
                .map(column -> ", " + quoted(column.name()))
                .collect(Collectors.joining());
        String names = "(\"$seq\", \"$deleted\", \"$at\", \"$ord\"" + columns + ")";
        StoredTable.run(
            connection,
            List.of(
                "INSERT INTO data."
                    + Storage.rows(table.id)
                    + names
                    + " SELECT \"$seq\", \"$deleted\", \"$at\", \"$ord\""
                    + columns
                    + " FROM data."
                    + stage,
                "DROP TABLE data." + stage));
        requireSound(connection, table, source);
        return rows;
      });
    } finally {
      // Taken inside, and given back only when what is inside has been committed.
      if (table.lock.isHeldByCurrentThread()) {
        table.lock.unlock();
      }
    }
  }

  /// Makes the table with these rows, in the place of the one that has its name.
  ///
  /// @param existing what is replaced, or null if the table must not exist yet
  /// @return how many rows it has
  public long put(@Nullable StoredTable existing, Source source) {
    StoredTable table = warehouse.next(source.target());
    Database database = warehouse.database();
    long rows =
        database.transaction(connection -> {
          StoredTable.run(connection, Storage.create(table.id, source.target()));
          long filled = fill(connection, Storage.rows(table.id), source);
          requireSound(connection, table, source);
          return filled;
        });
    boolean published = false;
    try {
      warehouse.definitions().publish(table, existing);
      published = true;
    } finally {
      if (!published) {
        database.transaction(
            connection -> StoredTable.run(connection, Storage.drop(table.id, source.target())));
      }
    }
    return rows;
  }

  /// Values are checked when they are made; what a query yields is not.
  private static void requireSound(DuckDBConnection connection, StoredTable table, Source source)
      throws SQLException {
    if (source instanceof Source.Query) {
      SoundRows.require(connection, table.id, table.definition());
    }
  }

  private static long fill(DuckDBConnection connection, String storage, Source source)
      throws SQLException {
    return switch (source) {
      case Source.Values(TableDefinition target, Rows rows) ->
          appended(connection, storage, target.schema().columns(), rows);
      case Source.Query(TableDefinition target, String sql) -> {
        try (Statement statement = connection.createStatement()) {
          yield statement.executeUpdate(Storage.fill(storage, target.schema().columns(), sql));
        }
      }
    };
  }

  private static long appended(
      DuckDBConnection connection, String storage, List<Column> columns, Rows rows)
      throws SQLException {
    long count = 0;
    try (RowAppender appender = new RowAppender(connection, storage, columns)) {
      for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
        appender.append(new Row(row, null), 0, 0);
        count++;
      }
    }
    return count;
  }
}
