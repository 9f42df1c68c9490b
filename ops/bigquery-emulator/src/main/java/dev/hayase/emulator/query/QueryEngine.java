package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.googlesql.functions.Functions;
import dev.hayase.emulator.sql.GoogleSql;
import dev.hayase.emulator.sql.Instruction;
import dev.hayase.emulator.sql.Macros;
import dev.hayase.emulator.sql.Parameters;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads tables: by query, by page, by counting.
public final class QueryEngine {
  private final Warehouse warehouse;
  private final Results results;

  public QueryEngine(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.results = new Results(warehouse.database());
    warehouse
        .database()
        .transaction(connection -> {
          try (Statement statement = connection.createStatement()) {
            for (String macro : Macros.ALL) {
              statement.execute(macro);
            }
          }
          Functions.register(connection);
          return null;
        });
  }

  /// @param defaultDataset for tables that are named without one
  /// @param dryRun whether a statement that changes rows must not
  public QueryResult query(
      String sql,
      String project,
      Optional<String> defaultDataset,
      Parameters parameters,
      boolean dryRun) {
    TableNames tables = new TableNames(warehouse, project, defaultDataset);
    String now =
        "make_timestamptz("
            + java.time.temporal.ChronoUnit.MICROS.between(
                java.time.Instant.EPOCH, warehouse.clock().instant())
            + ")";
    Instruction statement = GoogleSql.statement(sql, parameters, tables, now);
    if (statement instanceof Instruction.Query(String query)) {
      return run(query);
    }
    long rows = dryRun ? 0 : new Dml(tables).run(statement);
    return QueryResult.changed(statement.type(), rows);
  }

  public ResultPage list(
      StoredTable table, long from, int limit, String selectedFields, TimestampFormat timestamps) {
    List<Column> columns = table.definition().schema().columns();
    Set<String> selected = new HashSet<>();
    for (String field : selectedFields.split(",", -1)) {
      if (!field.isBlank()) {
        selected.add(field.trim().toLowerCase(Locale.ROOT));
      }
    }
    List<DataType.Field> wanted =
        columns.stream()
            .filter(column ->
                selected.isEmpty() || selected.contains(column.name().toLowerCase(Locale.ROOT)))
            .map(column -> new DataType.Field(column.name(), column.dataType()))
            .toList();
    String names = String.join(", ", wanted.stream().map(column -> quoted(column.name())).toList());
    if (wanted.isEmpty()) {
      return new ResultPage(new com.google.gson.JsonArray(), 0);
    }
    String visible = table.readable();
    QueryResult result =
        results.read(
            "SELECT " + names + " FROM " + visible + " LIMIT " + limit + " OFFSET " + from, wanted);
    return new ResultPage(result.page(0, limit, timestamps).rows(), count(table));
  }

  public long count(StoredTable table) {
    String sql = "SELECT count(*) FROM " + table.readable();
    return warehouse
        .database()
        .call(connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
          }
        });
  }

  private QueryResult run(String sql) {
    try {
      results.requireDistinctColumns(sql);
      return results.run(sql);
    } catch (StoreException e) {
      throw BigQueryException.invalidQuery(Failures.inBigQuerysWords(e.text()));
    }
  }
}
