package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Backing;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// What statements need of the warehouse while they are read.
final class StatementBacking implements Backing {
  private final Warehouse warehouse;

  StatementBacking(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public Stored stored(TableName name) {
    StoredTable table = warehouse.requireTable(name);
    if (table.definition().viewQuery().isPresent()) {
      throw BigQueryException.invalid(
          name + " is not allowed for this operation because it is currently a VIEW.");
    }
    return new Stored(table.definition(), table.rows());
  }

  @Override
  public @Nullable Object value(String sql, DataType type) {
    try {
      return warehouse
          .database()
          .<@Nullable Object>call(connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + sql)) {
              result.next();
              return Fetch.value(result, 1, type);
            }
          });
    } catch (StoreException e) {
      throw BigQueryException.invalidQuery(Failures.inBigQuerysWords(e.text()));
    }
  }
}
