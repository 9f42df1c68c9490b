package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.TableDefinition;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What streams have done to a table, as far as it is kept beside its rows: changes that are not
/// merged into them yet, and when rows came last. Whoever changes it holds the table's lock.
final class Streaming {
  private static final long MERGE_AT = 200_000;
  private static final long REWRITE_AT = 100_000;

  private final long id;
  private final Database database;
  private long replaced;
  private volatile ChangeState changes = ChangeState.NONE;
  private volatile long streamedAt;

  /// @param id the table's
  Streaming(long id, Database database) {
    this.id = id;
    this.database = database;
  }

  ChangeState changes() {
    return changes;
  }

  void changed(ChangeState now) {
    changes = now;
  }

  /// Rows of this moment are committed.
  void at(long nowMicros) {
    streamedAt = nowMicros;
  }

  Streamed asOf(Instant now) {
    long at = streamedAt;
    return new Streamed(
        changes.any(),
        at == 0 ? Optional.empty() : Optional.of(Clocks.instant(at)),
        changes.any() ? Optional.of(now) : Optional.empty());
  }

  /// Whether so many changes are pending that they are better merged now.
  boolean isLarge() {
    return changes.pending() >= MERGE_AT;
  }

  /// Merges what is pending into the rows.
  void merge(TableDefinition definition) {
    database.transaction(connection -> {
      StoredTable.run(connection, Storage.merge(id, definition));
      return null;
    });
    replaced += changes.pending();
    changes = changes.merged();
    dropReplacedRows();
  }

  /// DuckDB keeps the space of deleted rows; without this a table that is only updated would grow
  /// and slow down.
  private void dropReplacedRows() {
    if (replaced >= REWRITE_AT && replaced >= count()) {
      database.transaction(connection -> StoredTable.run(connection, List.of(Storage.rewrite(id))));
      replaced = 0;
    }
  }

  private long count() {
    return database.call(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(Storage.count(id))) {
        result.next();
        return result.getLong(1);
      }
    });
  }

  /// Forgets deletions of before that moment; nothing is pending.
  void forget(long beforeMicros) {
    database.transaction(
        connection -> StoredTable.run(connection, List.of(Storage.forget(id, beforeMicros))));
    load();
  }

  /// Reads from disk what is kept in memory.
  void load() {
    database.call(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(Storage.state(id))) {
        result.next();
        long oldest = result.getLong(1);
        boolean none = result.wasNull();
        changes =
            new ChangeState(
                none ? Long.MAX_VALUE : oldest,
                result.getLong(2),
                result.getLong(3),
                result.getLong(4),
                result.getLong(5));
        streamedAt = result.getLong(6);
      }
      return null;
    });
  }
}
