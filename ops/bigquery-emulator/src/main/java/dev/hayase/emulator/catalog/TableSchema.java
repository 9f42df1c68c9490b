package dev.hayase.emulator.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table's columns in order.
public record TableSchema(List<Column> columns) {
  public TableSchema {
    columns = List.copyOf(columns);
  }

  /// Reads BigQuery's schema JSON (`{"fields": [...]}`).
  public static TableSchema parse(JsonObject json) {
    List<Column> columns = new ArrayList<>();
    if (json.get("fields") instanceof JsonArray fields) {
      fields.forEach(field -> columns.add(Column.parse(field)));
    }
    SchemaLimits.require(columns);
    return new TableSchema(columns);
  }

  public JsonObject toJson() {
    JsonArray fields = new JsonArray();
    columns.forEach(column -> fields.add(column.toJson()));
    JsonObject json = new JsonObject();
    json.add("fields", fields);
    return json;
  }

  /// Names compare without case, as in BigQuery.
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  /// The same columns in the order in which they were added, at every level: the old ones first.
  TableSchema inOrderOf(TableSchema before) {
    List<Column> ordered = new ArrayList<>();
    for (Column old : before.columns()) {
      column(old.name())
          .map(now ->
              now.withFields(
                  new TableSchema(now.fields()).inOrderOf(new TableSchema(old.fields())).columns()))
          .ifPresent(ordered::add);
    }
    columns.stream().filter(column -> before.column(column.name()).isEmpty()).forEach(ordered::add);
    return new TableSchema(ordered);
  }
}
