package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.sql.GoogleSql;
import dev.hayase.emulator.sql.Instruction;
import dev.hayase.emulator.sql.Parameters;
import dev.hayase.emulator.store.StoreException;
import dev.hayase.emulator.store.StoredTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// INSERT, UPDATE, DELETE and TRUNCATE. On a table that has taken changes through the Storage Write
/// API they are refused, as BigQuery refuses them.
final class Dml {
  private final TableNames tables;

  Dml(TableNames tables) {
    this.tables = tables;
  }

  static boolean isDml(String sql) {
    return sql.strip()
        .toUpperCase(Locale.ROOT)
        .matches("(?s)(?:INSERT|UPDATE|DELETE|TRUNCATE)\\b.*");
  }

  QueryResult run(String sql, Instant at, boolean dryRun) {
    String now = "make_timestamptz(" + ChronoUnit.MICROS.between(Instant.EPOCH, at) + ")";
    Instruction statement = GoogleSql.statement(sql, Parameters.NONE, tables, now);
    return QueryResult.changed(statement.type(), dryRun ? 0 : run(statement));
  }

  private long run(Instruction statement) {
    try {
      return switch (statement) {
        case Instruction.Query _ -> throw new IllegalArgumentException("a query changes nothing");
        case Instruction.Insert insert -> insert(insert);
        case Instruction.Delete(List<String> path, Optional<String> alias, String where) -> {
          StoredTable table = changeable(path);
          yield table.modify(rows -> "DELETE FROM " + rows + named(path, alias) + visible(where));
        }
        case Instruction.Update update -> {
          StoredTable table = changeable(update.table());
          yield table.modify(rows ->
              "UPDATE "
                  + rows
                  + named(update.table(), update.alias())
                  + " SET "
                  + String.join(", ", update.assignments())
                  + visible(update.where()));
        }
        case Instruction.Truncate(List<String> path) ->
            changeable(path).modify(rows -> "DELETE FROM " + rows);
      };
    } catch (StoreException e) {
      throw BigQueryException.invalidQuery(Failures.inBigQuerysWords(e.text()));
    }
  }

  private long insert(Instruction.Insert insert) {
    StoredTable table = tables.table(insert.table());
    List<String> all = table.definition().schema().columns().stream().map(Column::name).toList();
    List<String> columns = insert.columns().isEmpty() ? all : insert.columns();
    for (String column : columns) {
      if (table.definition().schema().column(column).isEmpty()) {
        throw BigQueryException.invalidQuery(
            "Column " + column + " is not present in table " + table.definition().name());
      }
    }
    String names = columns.stream().map(name -> ", " + quoted(name)).reduce("", String::concat);
    String values =
        columns.stream()
            .map(name -> table.definition().schema().column(name).orElseThrow())
            .map(column -> ", " + Marked.write("v." + quoted(column.name()), column))
            .reduce("", String::concat);
    return table.modify(rows ->
        "INSERT INTO "
            + rows
            + " (\"$seq\", \"$deleted\", \"$at\", \"$ord\""
            + names
            + ") SELECT ''::BLOB, false, 0, 0"
            + values
            + " FROM ("
            + insert.rows()
            + ") AS v("
            + names.substring(2)
            + ")");
  }

  private StoredTable changeable(List<String> path) {
    StoredTable table = tables.table(path);
    if (table.hasChanges()) {
      throw BigQueryException.invalidQuery(
          "UPDATE or DELETE statement over table "
              + table.definition().name().toString().replace(':', '.')
              + " would affect rows in the streaming buffer, which is not supported");
    }
    return table;
  }

  private static String named(List<String> path, Optional<String> alias) {
    return " AS " + quoted(alias.orElse(path.getLast()));
  }

  private static String visible(String where) {
    return " WHERE NOT \"$deleted\" AND (" + where + ")";
  }
}
