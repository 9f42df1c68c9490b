package dev.hayase.emulator.catalog;

import com.google.gson.JsonObject;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What may be a primary key: at most 16 top-level columns of the types that the documentation of
/// [TABLE_CONSTRAINTS][docs] lists. The words for another type are those that a user was shown
/// (zenn.dev/cloud_ace/articles/bigquery-pk-fx-pk-data-type).
///
/// [docs]: https://cloud.google.com/bigquery/docs/information-schema-table-constraints
final class PrimaryKeyRules {
  private static final int MAX_COLUMNS = 16;
  private static final Set<ColumnType> TYPES =
      EnumSet.of(
          ColumnType.BIGNUMERIC,
          ColumnType.BOOL,
          ColumnType.DATE,
          ColumnType.DATETIME,
          ColumnType.INT64,
          ColumnType.NUMERIC,
          ColumnType.STRING,
          ColumnType.TIMESTAMP);

  private PrimaryKeyRules() {}

  /// The key's columns, or none.
  ///
  /// @param table its REST resource
  static List<String> read(JsonObject table, TableSchema schema) {
    if (!(table.get("tableConstraints") instanceof JsonObject constraints)
        || !(constraints.get("primaryKey") instanceof JsonObject key)) {
      return List.of();
    }
    List<String> names = TableDefinition.strings(key.get("columns"));
    if (names.size() > MAX_COLUMNS) {
      throw BigQueryException.invalid(
          "Primary key can have at most " + MAX_COLUMNS + " columns, found " + names.size());
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      requireFit(name, schema);
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw BigQueryException.invalid("Duplicate primary key column " + name);
      }
    }
    return names;
  }

  private static void requireFit(String name, TableSchema schema) {
    Column column =
        schema
            .column(name)
            .orElseThrow(
                () -> BigQueryException.invalid("Primary key column " + name + " does not exist"));
    boolean repeated = column.mode() == Mode.REPEATED;
    if (repeated || !TYPES.contains(column.type())) {
      throw BigQueryException.invalid(
          "Primary key column cannot be of type "
              + (repeated ? column.standardType() : column.type().restName())
              + ". Invalid column: "
              + name
              + ".");
    }
  }
}
