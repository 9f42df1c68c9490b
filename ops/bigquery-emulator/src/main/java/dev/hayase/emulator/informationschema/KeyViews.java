package dev.hayase.emulator.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.StoredTable;
import java.util.ArrayList;
import java.util.List;

/// [KEY_COLUMN_USAGE](https://cloud.google.com/bigquery/docs/information-schema-key-column-usage),
/// [TABLE_CONSTRAINTS](https://cloud.google.com/bigquery/docs/information-schema-table-constraints)
/// and
/// [CONSTRAINT_COLUMN_USAGE](https://cloud.google.com/bigquery/docs/information-schema-constraint-column-usage).
/// A primary key is named `<table>.pk$`, a foreign key `<table>.<its name>`.
final class KeyViews {
  private KeyViews() {}

  record ForeignKey(
      String name, List<String> columns, TableName referenced, List<String> referencedColumns) {}

  static View keyColumns(InformationSchema.Scope scope) {
    View view =
        new View(
            "constraint_catalog STRING",
            "constraint_schema STRING",
            "constraint_name STRING",
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "column_name STRING",
            "ordinal_position INT64",
            "position_in_unique_constraint INT64");
    for (StoredTable stored : scope.tables()) {
      TableDefinition table = stored.definition();
      TableName name = table.name();
      List<String> primary = table.primaryKey();
      for (int i = 0; i < primary.size(); i++) {
        view.add(
            name.project(),
            name.dataset(),
            primaryKey(name),
            name.project(),
            name.dataset(),
            name.table(),
            primary.get(i),
            i + 1,
            null);
      }
      for (ForeignKey key : foreignKeys(table)) {
        for (int i = 0; i < key.columns().size(); i++) {
          view.add(
              name.project(),
              name.dataset(),
              name.table() + "." + key.name(),
              name.project(),
              name.dataset(),
              name.table(),
              key.columns().get(i),
              i + 1,
              i + 1);
        }
      }
    }
    return view;
  }

  static View constraints(InformationSchema.Scope scope) {
    View view =
        new View(
            "constraint_catalog STRING",
            "constraint_schema STRING",
            "constraint_name STRING",
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "constraint_type STRING",
            "is_deferrable STRING",
            "initially_deferred STRING",
            "enforced STRING");
    for (StoredTable stored : scope.tables()) {
      TableDefinition table = stored.definition();
      if (!table.primaryKey().isEmpty()) {
        constraint(view, table.name(), primaryKey(table.name()), "PRIMARY KEY");
      }
      foreignKeys(table)
          .forEach(key ->
              constraint(
                  view, table.name(), table.name().table() + "." + key.name(), "FOREIGN KEY"));
    }
    return view;
  }

  private static void constraint(View view, TableName table, String name, String type) {
    view.add(
        table.project(),
        table.dataset(),
        name,
        table.project(),
        table.dataset(),
        table.table(),
        type,
        "NO",
        "NO",
        "NO");
  }

  static View constraintColumns(InformationSchema.Scope scope) {
    View view =
        new View(
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "column_name STRING",
            "constraint_catalog STRING",
            "constraint_schema STRING",
            "constraint_name STRING");
    for (StoredTable stored : scope.tables()) {
      TableDefinition table = stored.definition();
      TableName name = table.name();
      table
          .primaryKey()
          .forEach(column -> constraintColumn(view, name, column, name, primaryKey(name)));
      for (ForeignKey key : foreignKeys(table)) {
        key.referencedColumns()
            .forEach(column ->
                constraintColumn(
                    view, key.referenced(), column, name, name.table() + "." + key.name()));
      }
    }
    return view;
  }

  private static void constraintColumn(
      View view, TableName used, String column, TableName by, String constraint) {
    view.add(
        used.project(),
        used.dataset(),
        used.table(),
        column,
        by.project(),
        by.dataset(),
        constraint);
  }

  private static String primaryKey(TableName table) {
    return table.table() + ".pk$";
  }

  static List<ForeignKey> foreignKeys(TableDefinition table) {
    List<ForeignKey> keys = new ArrayList<>();
    if (table.resource().get("tableConstraints") instanceof JsonObject constraints
        && constraints.get("foreignKeys") instanceof JsonArray all) {
      for (JsonElement element : all) {
        keys.add(foreignKey(element.getAsJsonObject(), keys.size() + 1));
      }
    }
    return keys;
  }

  private static ForeignKey foreignKey(JsonObject key, int number) {
    JsonObject referenced = key.getAsJsonObject("referencedTable");
    List<String> columns = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonElement pair : key.getAsJsonArray("columnReferences")) {
      columns.add(pair.getAsJsonObject().get("referencingColumn").getAsString());
      others.add(pair.getAsJsonObject().get("referencedColumn").getAsString());
    }
    return new ForeignKey(
        key.has("name") ? key.get("name").getAsString() : "fk$" + number,
        columns,
        new TableName(
            referenced.get("projectId").getAsString(),
            referenced.get("datasetId").getAsString(),
            referenced.get("tableId").getAsString()),
        others);
  }
}
