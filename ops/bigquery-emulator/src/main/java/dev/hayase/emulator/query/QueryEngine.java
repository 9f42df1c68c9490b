package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.gson.JsonArray;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.googlesql.Backing;
import dev.hayase.emulator.googlesql.GoogleSql;
import dev.hayase.emulator.googlesql.Instruction;
import dev.hayase.emulator.googlesql.Parameters;
import dev.hayase.emulator.googlesql.functions.Functions;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads tables: by query, by page, by counting.
public final class QueryEngine {
  private static final DataType BOOL = DataType.scalar(ColumnType.BOOL);

  private final Warehouse warehouse;
  private final Results results;

  public QueryEngine(Warehouse warehouse) {
    this.warehouse = warehouse;
    this.results = new Results(warehouse.database());
    warehouse
        .database()
        .transaction(connection -> {
          Functions.register(connection);
          return null;
        });
  }

  /// Several statements run in order, and the last one's result is the answer; those before one
  /// that fails stay done, as in BigQuery.
  ///
  /// @param defaultDataset for tables that are named without one
  /// @param dryRun whether a statement that changes rows must not
  public QueryResult query(
      String sql,
      String project,
      Optional<String> defaultDataset,
      Parameters parameters,
      boolean dryRun) {
    List<String> statements = GoogleSql.statements(sql);
    if (statements.size() == 1) {
      return one(statements.getFirst(), project, defaultDataset, parameters, dryRun);
    }
    if (dryRun) {
      throw BigQueryException.invalidQuery(
          "A dry run of several statements is not supported by the emulator");
    }
    for (String statement : statements.subList(0, statements.size() - 1)) {
      one(statement, project, defaultDataset, parameters, false);
    }
    return one(statements.getLast(), project, defaultDataset, parameters, false);
  }

  private QueryResult one(
      String sql,
      String project,
      Optional<String> defaultDataset,
      Parameters parameters,
      boolean dryRun) {
    Instant now = warehouse.clock().instant();
    NamedRelations relations = new NamedRelations(warehouse, project, defaultDataset, now);
    Backing backing = new StatementBacking(warehouse);
    return switch (GoogleSql.statement(sql, relations, parameters, now, backing)) {
      case Instruction.Query query -> run(query, dryRun);
      case Instruction.Change change ->
          QueryResult.changed(
              change.statementType(),
              dryRun ? DmlStatistics.NONE : new RowChanges(warehouse).run(change));
      case Instruction.Define define ->
          QueryResult.defined(
              define.statementType(),
              new DdlRunner(warehouse, relations).run(define.ddl(), dryRun));
      case Instruction.Assert check -> {
        if (!dryRun && !Boolean.TRUE.equals(backing.value("(" + check.sql() + ")", BOOL))) {
          throw BigQueryException.invalidQuery(
              check.description().isEmpty() ? "Assertion failed" : check.description());
        }
        yield QueryResult.changed(check.statementType(), DmlStatistics.NONE);
      }
    };
  }

  public ResultPage list(
      StoredTable table, long from, int limit, String selectedFields, TimestampFormat timestamps) {
    if (table.definition().viewQuery().isPresent()) {
      throw BigQueryException.invalid("Cannot list a table of type VIEW.");
    }
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
      return new ResultPage(new JsonArray(), 0);
    }
    String visible = table.readable();
    QueryResult result =
        results.read(
            "SELECT " + names + " FROM " + visible + " LIMIT " + limit + " OFFSET " + from, wanted);
    return new ResultPage(result.page(0, limit, timestamps).rows(), count(table));
  }

  public long count(StoredTable table) {
    if (table.definition().viewQuery().isPresent()) {
      return 0;
    }
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

  private QueryResult run(Instruction.Query query, boolean dryRun) {
    if (dryRun) {
      return QueryResult.rows(query.columns(), List.of());
    }
    try {
      return results.run(query.sql(), query.columns());
    } catch (StoreException e) {
      throw BigQueryException.invalidQuery(Failures.inBigQuerysWords(e.text()));
    }
  }
}
