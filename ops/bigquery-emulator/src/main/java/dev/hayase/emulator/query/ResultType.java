package dev.hayase.emulator.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import java.util.List;

/// The type of a result's column, as BigQuery would name it.
///
/// @param fields of a STRUCT
record ResultType(ColumnType type, boolean repeated, List<Field> fields) {
  record Field(String name, ResultType type) {}

  ResultType {
    fields = List.copyOf(fields);
  }

  static ResultType scalar(ColumnType type) {
    return new ResultType(type, false, List.of());
  }

  ResultType inArray() {
    if (repeated) {
      throw BigQueryException.invalidQuery("Cannot create an array of arrays");
    }
    return new ResultType(type, true, fields);
  }

  ResultType element() {
    return new ResultType(type, false, fields);
  }

  JsonObject toJson(String name) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("type", type.restName());
    json.addProperty("mode", repeated ? "REPEATED" : "NULLABLE");
    if (!fields.isEmpty()) {
      JsonArray nested = new JsonArray();
      fields.forEach(field -> nested.add(field.type().toJson(field.name())));
      json.add("fields", nested);
    }
    return json;
  }
}
