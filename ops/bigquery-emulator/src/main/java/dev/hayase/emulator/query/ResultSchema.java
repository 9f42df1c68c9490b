package dev.hayase.emulator.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.DataType;
import java.util.List;

/// The schema of a result, as REST writes it.
final class ResultSchema {
  private ResultSchema() {}

  static JsonObject of(List<DataType.Field> columns) {
    JsonObject schema = new JsonObject();
    schema.add("fields", fields(columns));
    return schema;
  }

  private static JsonArray fields(List<DataType.Field> fields) {
    JsonArray array = new JsonArray();
    for (DataType.Field field : fields) {
      DataType type = field.type();
      JsonObject json = new JsonObject();
      json.addProperty("name", field.name());
      json.addProperty("type", type.type().restName());
      json.addProperty("mode", type.repeated() ? "REPEATED" : "NULLABLE");
      type.rangeElement()
          .ifPresent(element -> {
            JsonObject range = new JsonObject();
            range.addProperty("type", element.restName());
            json.add("rangeElementType", range);
          });
      if (!type.fields().isEmpty()) {
        json.add("fields", fields(type.fields()));
      }
      array.add(json);
    }
    return array;
  }
}
