package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Identifiers;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Instruction;
import dev.hayase.emulator.googlesql.RowChange;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Streamed;
import dev.hayase.emulator.store.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Runs DML: a statement changes all of its rows or none. Rows that the Storage Write API or
/// `tabledata.insertAll` wrote lately, and tables with UPSERT streams, can only be added to
/// ([limitations][ref]).
///
/// [ref]: https://cloud.google.com/bigquery/docs/data-manipulation-language#limitations
final class RowChanges {
  private final Warehouse warehouse;

  RowChanges(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  DmlStatistics run(Instruction.Change change) {
    StoredTable table = warehouse.requireTable(change.table());
    RowChange rows = change.rows();
    List<String> guards = new ArrayList<>(rows.guards());
    if (rows.touched().isPresent()) {
      Streamed streamed = table.streamed();
      if (streamed.changes()) {
        throw BigQueryException.invalid(
            "DELETE/UPDATE/MERGE DMLs are currently not supported over tables that had UPSERT"
                + " streams.");
      }
      Instant now = warehouse.clock().instant();
      if (streamed.recently(now)) {
        guards.addFirst(untouched(change, table, now));
      }
    }
    try {
      return table.change(connection -> run(connection, rows, guards));
    } catch (StoreException e) {
      throw BigQueryException.invalidQuery(Failures.inBigQuerysWords(e.text()));
    }
  }

  /// Finds something when a row that will be changed was streamed too lately.
  private static String untouched(Instruction.Change change, StoredTable table, Instant now) {
    TableName name = change.table();
    String words =
        (change.statementType().equals("TRUNCATE_TABLE") ? "TRUNCATE DML" : "UPDATE or DELETE")
            + " statement over table "
            + name.project()
            + "."
            + name.dataset()
            + "."
            + name.table()
            + " would affect rows in the streaming buffer, which is not supported";
    return "SELECT "
        + Identifiers.literal(words)
        + " FROM "
        + table.rows()
        + " WHERE "
        + Streamed.AT
        + " >= "
        + Streamed.unchangeableSince(now)
        + " AND rowid IN ("
        + change.rows().touched().orElseThrow()
        + ") LIMIT 1";
  }

  private static DmlStatistics run(DuckDBConnection connection, RowChange rows, List<String> guards)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : rows.prepare()) {
        statement.execute(sql);
      }
      for (String guard : guards) {
        try (ResultSet found = statement.executeQuery(guard)) {
          if (found.next()) {
            throw BigQueryException.invalidQuery(found.getString(1));
          }
        }
      }
      DmlStatistics sum = DmlStatistics.NONE;
      for (RowChange.Effect effect : rows.effects()) {
        sum = sum.plus(effect.action(), statement.executeUpdate(effect.sql()));
      }
      for (String temporary : rows.temporary()) {
        statement.execute("DROP TABLE " + temporary);
      }
      return sum;
    }
  }
}
