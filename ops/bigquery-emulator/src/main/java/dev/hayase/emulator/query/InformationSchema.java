package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.Identifiers;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Relation;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// `INFORMATION_SCHEMA.TABLES`, `COLUMNS` and `KEY_COLUMN_USAGE`, with the columns that are known
/// here.
final class InformationSchema {
  private InformationSchema() {}

  static Relation relation(Warehouse warehouse, Warehouse.DatasetName dataset, String view) {
    warehouse.requireDataset(dataset);
    List<StoredTable> tables = warehouse.tables(dataset);
    TableName name =
        new TableName(dataset.project(), dataset.dataset(), "INFORMATION_SCHEMA." + view);
    return switch (view) {
      case "TABLES" ->
          relation(
              name,
              List.of(
                  "table_catalog",
                  "table_schema",
                  "table_name",
                  "table_type",
                  "creation_time",
                  "is_insertable_into",
                  "upsert_stream_apply_watermark"),
              List.of(
                  "VARCHAR",
                  "VARCHAR",
                  "VARCHAR",
                  "VARCHAR",
                  "TIMESTAMP WITH TIME ZONE",
                  "VARCHAR",
                  "TIMESTAMP WITH TIME ZONE"),
              tables.stream().map(table -> tableRow(table, warehouse)).toList());
      case "COLUMNS" ->
          relation(
              name,
              List.of(
                  "table_catalog",
                  "table_schema",
                  "table_name",
                  "column_name",
                  "ordinal_position",
                  "is_nullable",
                  "data_type"),
              List.of("VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT", "VARCHAR", "VARCHAR"),
              tables.stream().flatMap(table -> columnRows(table.definition()).stream()).toList());
      case "KEY_COLUMN_USAGE" ->
          relation(
              name,
              List.of(
                  "table_catalog", "table_schema", "table_name", "column_name", "ordinal_position"),
              List.of("VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT"),
              tables.stream().flatMap(table -> keyRows(table.definition()).stream()).toList());
      default ->
          throw BigQueryException.invalidQuery(
              "INFORMATION_SCHEMA." + view + " is not supported by this emulator");
    };
  }

  private static Relation relation(
      TableName name, List<String> names, List<String> types, List<String> rows) {
    List<String> columns = new ArrayList<>();
    List<Relation.RelationColumn> typed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      typed.add(new Relation.RelationColumn(names.get(i), DuckTypes.parse(types.get(i)), false));
      columns.add(
          "CAST("
              + Identifiers.quoted(names.get(i))
              + " AS "
              + types.get(i)
              + ") AS "
              + Identifiers.quoted(names.get(i)));
    }
    String nulls = names.stream().map(_ -> "NULL").collect(Collectors.joining(", ", "(", ")"));
    String values = rows.isEmpty() ? nulls : String.join(", ", rows);
    String quoted =
        names.stream().map(column -> Identifiers.quoted(column)).collect(Collectors.joining(", "));
    String readable =
        "(SELECT "
            + String.join(", ", columns)
            + " FROM (VALUES "
            + values
            + ") AS v("
            + quoted
            + ")"
            + (rows.isEmpty() ? " WHERE false" : "")
            + ")";
    return new Relation(name, typed, () -> readable, List.of());
  }

  private static String prefix(TableDefinition table) {
    return Identifiers.literal(table.name().project())
        + ", "
        + Identifiers.literal(table.name().dataset())
        + ", "
        + Identifiers.literal(table.name().table());
  }

  /// Every acknowledged change is applied: the watermark is the present.
  private static String tableRow(StoredTable stored, Warehouse warehouse) {
    TableDefinition table = stored.definition();
    long created = Long.parseLong(table.resource().get("creationTime").getAsString());
    long now = warehouse.clock().millis();
    String watermark = stored.hasChanges() ? "make_timestamptz(" + now * 1000 + ")" : "NULL";
    return "("
        + prefix(table)
        + ", 'BASE TABLE', make_timestamptz("
        + created * 1000
        + "), 'YES', "
        + watermark
        + ")";
  }

  private static List<String> columnRows(TableDefinition table) {
    List<String> rows = new ArrayList<>();
    for (Column column : table.schema().columns()) {
      rows.add(
          "("
              + prefix(table)
              + ", "
              + Identifiers.literal(column.name())
              + ", "
              + (rows.size() + 1)
              + ", "
              + (column.mode() == Mode.REQUIRED ? "'NO'" : "'YES'")
              + ", "
              + Identifiers.literal(type(column))
              + ")");
    }
    return rows;
  }

  private static List<String> keyRows(TableDefinition table) {
    List<String> rows = new ArrayList<>();
    for (String key : table.primaryKey()) {
      rows.add(
          "(" + prefix(table) + ", " + Identifiers.literal(key) + ", " + (rows.size() + 1) + ")");
    }
    return rows;
  }

  private static String type(Column column) {
    String type =
        column.fields().isEmpty()
            ? column.type().name()
            : column.fields().stream()
                .map(field -> field.name() + " " + type(field))
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    return column.mode() == Mode.REPEATED ? "ARRAY<" + type + ">" : type;
  }
}
