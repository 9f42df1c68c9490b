package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/// Looks at rows that came from a query: those of writers are checked when they are decoded.
final class SoundRows {
  private SoundRows() {}

  /// @throws BigQueryException when a row is not what the schema allows
  static void require(DuckDBConnection connection, long id, TableDefinition definition)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String violation : Storage.violations(id, definition)) {
        try (ResultSet found = statement.executeQuery(violation)) {
          if (found.next()) {
            throw BigQueryException.invalidQuery(found.getString(1));
          }
        }
      }
    }
  }
}
