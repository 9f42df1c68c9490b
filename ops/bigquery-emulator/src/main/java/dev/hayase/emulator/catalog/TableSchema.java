package dev.hayase.emulator.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    requireDistinct(columns);
    return new TableSchema(columns);
  }

  private static void requireDistinct(List<Column> columns) {
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        throw BigQueryException.invalid("Duplicate field name: " + column.name());
      }
      requireDistinct(column.fields());
    }
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
}
