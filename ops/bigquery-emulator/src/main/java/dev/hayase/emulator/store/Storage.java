package dev.hayase.emulator.store;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.Alteration;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.StoredValue;
import dev.hayase.emulator.catalog.TableDefinition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The SQL of one table's storage: `data.r<id>` holds rows, `data.d<id>` holds changes that are not
/// merged yet, `data.p<id>` rows of streams that are not visible yet. All have the same columns:
/// four hidden ones, then the table's in the schema's order; in `p` the hidden `$at` is the
/// stream's number, `$ord` the row's offset. Names with `$` cannot clash: BigQuery does not allow
/// them. A deletion stays in `r` until it is forgotten, so that an older change cannot bring the
/// row back.
final class Storage {
  private static final String HIDDEN =
      "\"$seq\" BLOB, \"$deleted\" BOOLEAN, \"$at\" BIGINT, \"$ord\" BIGINT";

  private Storage() {}

  static String rows(long id) {
    return "r" + id;
  }

  static String changes(long id) {
    return "d" + id;
  }

  static String staged(long id) {
    return "p" + id;
  }

  /// Every table of DuckDB that has the table's columns.
  static List<String> all(long id) {
    return List.of(rows(id), changes(id), staged(id));
  }

  /// The staging of a table that an older emulator created.
  static String requireStaged(long id) {
    return "CREATE TABLE IF NOT EXISTS data."
        + staged(id)
        + " AS SELECT * FROM data."
        + rows(id)
        + " LIMIT 0";
  }

  /// Moves a stream's rows before an offset from the staging to the rows.
  static List<String> reveal(long id, long stream, long end, long now) {
    String which = " WHERE \"$at\" = " + stream + " AND \"$ord\" < " + end;
    return List.of(
        "INSERT INTO data."
            + rows(id)
            + " SELECT * REPLACE ("
            + now
            + "::BIGINT AS \"$at\", 0::BIGINT AS \"$ord\") FROM data."
            + staged(id)
            + which,
        "DELETE FROM data." + staged(id) + which);
  }

  static String discardStaged(long id, String streams) {
    return "DELETE FROM data." + staged(id) + " WHERE \"$at\" IN (" + streams + ")";
  }

  /// For a table whose streams are all gone.
  static List<String> clearStaged(long id, TableDefinition definition) {
    return definition.viewQuery().isPresent()
        ? List.of()
        : List.of("DELETE FROM data." + staged(id));
  }

  static List<String> create(long id, TableDefinition definition) {
    if (definition.viewQuery().isPresent()) {
      return List.of();
    }
    return all(id).stream().map(name -> table(name, definition)).toList();
  }

  /// A table of this name with the columns of all storage.
  static String table(String name, TableDefinition definition) {
    return Stream.concat(
            Stream.of(HIDDEN),
            definition.schema().columns().stream()
                .map(column -> quoted(column.name()) + " " + column.duckdbType()))
        .collect(Collectors.joining(", ", "CREATE TABLE data." + name + "(", ")"));
  }

  static List<String> drop(long id, TableDefinition definition) {
    if (definition.viewQuery().isPresent()) {
      return List.of();
    }
    return all(id).stream().map(name -> "DROP TABLE data." + name).toList();
  }

  /// Inserts rows that no writer sent, each value as its column keeps it.
  ///
  /// @param rows a query whose columns are these, in their order
  static String fill(String storage, List<Column> columns, String rows) {
    StringBuilder names = new StringBuilder();
    StringBuilder given = new StringBuilder();
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String value = quoted("v" + i);
      names.append(", ").append(quoted(columns.get(i).name()));
      given.append(i == 0 ? "" : ", ").append(value);
      kept.append(", ").append(StoredValue.of(value, columns.get(i)));
    }
    return "INSERT INTO data."
        + storage
        + " (\"$seq\", \"$deleted\", \"$at\", \"$ord\""
        + names
        + ") SELECT ''::BLOB, false, 0, 0"
        + kept
        + " FROM ("
        + rows
        + ") AS v("
        + given
        + ")";
  }

  static List<String> apply(long id, Alteration.Step step) {
    String action =
        switch (step) {
          case Alteration.Step.Add(Column column) ->
              "ADD COLUMN "
                  + quoted(column.name())
                  + " "
                  + column.duckdbType()
                  + (column.mode() == Mode.REPEATED ? " DEFAULT []" : "");
          case Alteration.Step.Drop(String column) -> "DROP COLUMN " + quoted(column);
          case Alteration.Step.Rename(String from, String to) ->
              "RENAME COLUMN " + quoted(from) + " TO " + quoted(to);
          case Alteration.Step.Retype(Column before, Column after) ->
              "ALTER COLUMN "
                  + quoted(after.name())
                  + " TYPE "
                  + after.duckdbType()
                  + " USING "
                  + Reshape.value(quoted(after.name()), before, after);
        };
    return all(id).stream().map(table -> "ALTER TABLE data." + table + " " + action).toList();
  }

  /// What a query sees in the place of the table, without partitions that have expired.
  static String visible(long id, TableDefinition definition, Instant now) {
    String columns =
        definition.schema().columns().stream()
            .map(column -> quoted(column.name()))
            .collect(Collectors.joining(", "));
    return "(SELECT "
        + (columns.isEmpty() ? "1 AS \"$none\"" : columns)
        + " FROM data."
        + rows(id)
        + " WHERE NOT \"$deleted\""
        + definition
            .partitioning()
            .flatMap(partitioning -> partitioning.alive(now))
            .map(alive -> " AND " + alive)
            .orElse("")
        + ")";
  }

  /// Folds the pending changes into the rows: per key the highest sequence wins, ties go to the
  /// latest, and a row with a higher sequence stays.
  static List<String> merge(long id, TableDefinition definition) {
    String rows = "data." + rows(id);
    String changes = "data." + changes(id);
    String keys =
        definition.primaryKey().stream().map(key -> quoted(key)).collect(Collectors.joining(", "));
    String sameKey =
        definition.primaryKey().stream()
            .map(key -> "r." + quoted(key) + " = w." + quoted(key))
            .collect(Collectors.joining(" AND "));
    return List.of(
        "CREATE OR REPLACE TEMP TABLE winners AS SELECT * FROM "
            + changes
            + " QUALIFY row_number() OVER (PARTITION BY "
            + keys
            + " ORDER BY \"$seq\" DESC, \"$ord\" DESC) = 1",
        "DELETE FROM winners AS w USING "
            + rows
            + " AS r WHERE "
            + sameKey
            + " AND r.\"$seq\" > w.\"$seq\"",
        "DELETE FROM " + rows + " AS r USING winners AS w WHERE " + sameKey,
        "INSERT INTO " + rows + " SELECT * FROM winners",
        "CREATE OR REPLACE TABLE " + changes + " AS SELECT * FROM " + changes + " LIMIT 0",
        "DROP TABLE winners");
  }

  /// Queries that find a visible row which the schema does not allow, and say why.
  static List<String> violations(long id, TableDefinition definition) {
    String visible = "(SELECT * FROM data." + rows(id) + " WHERE NOT \"$deleted\")";
    return definition.schema().columns().stream()
        .flatMap(column -> StoredValue.guards(visible, column).stream())
        .toList();
  }

  static String rewrite(long id) {
    return rewrite(rows(id));
  }

  static String rewriteStaged(long id) {
    return rewrite(staged(id));
  }

  private static String rewrite(String table) {
    return "CREATE OR REPLACE TABLE data." + table + " AS SELECT * FROM data." + table;
  }

  static String count(long id) {
    return "SELECT count(*) FROM data." + rows(id);
  }

  static String forget(long id, long before) {
    return "DELETE FROM data." + rows(id) + " WHERE \"$deleted\" AND \"$at\" <= " + before;
  }

  /// One row: the oldest remembered deletion, whether there are changes with and without a
  /// sequence, how many are pending, the last ordinal, and when a row was last streamed.
  static String state(long id) {
    String all =
        "SELECT *, true AS pending FROM data."
            + changes(id)
            + " UNION ALL SELECT *, false AS pending FROM data."
            + rows(id);
    return "SELECT min(\"$at\") FILTER (\"$deleted\"),"
        + " count(*) FILTER (\"$ord\" > 0),"
        + " count(*) FILTER (octet_length(\"$seq\") > 0),"
        + " count(*) FILTER (pending), coalesce(max(\"$ord\"), 0), coalesce(max(\"$at\"), 0) FROM ("
        + all
        + ")";
  }
}
