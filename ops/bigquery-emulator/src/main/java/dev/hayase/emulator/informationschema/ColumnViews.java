package dev.hayase.emulator.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.StoredTable;
import org.jspecify.annotations.Nullable;

/// [COLUMNS](https://cloud.google.com/bigquery/docs/information-schema-columns) and
/// [COLUMN_FIELD_PATHS](https://cloud.google.com/bigquery/docs/information-schema-column-field-paths).
final class ColumnViews {
  private ColumnViews() {}

  static View columns(InformationSchema.Scope scope) {
    View view =
        new View(
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "column_name STRING",
            "ordinal_position INT64",
            "is_nullable STRING",
            "data_type STRING",
            "is_generated STRING",
            "generation_expression STRING",
            "is_stored STRING",
            "is_hidden STRING",
            "is_updatable STRING",
            "is_system_defined STRING",
            "is_partitioning_column STRING",
            "clustering_ordinal_position INT64",
            "collation_name STRING",
            "column_default STRING",
            "rounding_mode STRING");
    for (StoredTable table : scope.tables()) {
      TableDefinition definition = table.definition();
      TableName name = definition.name();
      int position = 0;
      for (Column column : definition.schema().columns()) {
        view.add(
            name.project(),
            name.dataset(),
            name.table(),
            column.name(),
            ++position,
            column.mode() == Mode.NULLABLE ? "YES" : "NO",
            column.standardType(),
            "NEVER",
            null,
            null,
            "NO",
            null,
            "NO",
            isPartitioning(definition, column) ? "YES" : "NO",
            clusteringPosition(definition, column),
            null,
            text(column.json(), "defaultValueExpression"),
            text(column.json(), "roundingMode"));
      }
    }
    return view;
  }

  static View fieldPaths(InformationSchema.Scope scope) {
    View view =
        new View(
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "column_name STRING",
            "field_path STRING",
            "data_type STRING",
            "description STRING",
            "collation_name STRING",
            "rounding_mode STRING");
    for (StoredTable table : scope.tables()) {
      for (Column column : table.definition().schema().columns()) {
        addPaths(view, table.definition().name(), column, column.name(), column);
      }
    }
    return view;
  }

  private static void addPaths(
      View view, TableName table, Column column, String path, Column field) {
    view.add(
        table.project(),
        table.dataset(),
        table.table(),
        column.name(),
        path,
        field.standardType(),
        text(field.json(), "description"),
        null,
        text(field.json(), "roundingMode"));
    for (Column nested : field.fields()) {
      addPaths(view, table, column, path + "." + nested.name(), nested);
    }
  }

  private static boolean isPartitioning(TableDefinition table, Column column) {
    for (String member : new String[] {"timePartitioning", "rangePartitioning"}) {
      if (table.resource().get(member) instanceof JsonObject partitioning
          && column.name().equalsIgnoreCase(text(partitioning, "field"))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Integer clusteringPosition(TableDefinition table, Column column) {
    if (table.resource().get("clustering") instanceof JsonObject clustering
        && clustering.get("fields") instanceof JsonArray fields) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).getAsString().equalsIgnoreCase(column.name())) {
          return i + 1;
        }
      }
    }
    return null;
  }

  private static @Nullable String text(JsonObject json, String member) {
    JsonElement value = json.get(member);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }
}
