package dev.hayase.emulator.load;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// The schema that newline-delimited JSON seems to have, from its first 500 rows, as
/// https://cloud.google.com/bigquery/docs/schema-detect describes it.
final class JsonDetection {
  private static final int ROWS = 500;

  private DetectedType type = DetectedType.NOTHING;
  private boolean repeated;
  private final Map<String, JsonDetection> members = new LinkedHashMap<>();

  private JsonDetection() {}

  /// @return in REST's form
  static JsonObject schema(InputStream in) throws IOException {
    JsonLines lines = new JsonLines(in);
    JsonDetection root = new JsonDetection();
    for (int i = 0; i < ROWS; i++) {
      try {
        JsonObject line = lines.next();
        if (line == null) {
          break;
        }
        root.see(line);
      } catch (BadValue _) {
        // counted when the rows are read
      }
    }
    return root.fields();
  }

  private void see(JsonElement json) {
    switch (json) {
      case JsonObject object ->
          object
              .entrySet()
              .forEach(member ->
                  members
                      .computeIfAbsent(member.getKey(), _ -> new JsonDetection())
                      .see(member.getValue()));
      case JsonArray array -> {
        repeated = true;
        array.forEach(this::see);
      }
      case JsonPrimitive primitive -> type = type.and(typeOf(primitive));
      default -> {
        // null says nothing
      }
    }
  }

  private static DetectedType typeOf(JsonPrimitive primitive) {
    return primitive.isBoolean() || primitive.isNumber()
        ? DetectedType.of(primitive.getAsString())
        : DetectedType.ofString(primitive.getAsString());
  }

  private JsonObject fields() {
    JsonArray fields = new JsonArray();
    members.forEach((name, detected) -> {
      boolean record = !detected.members.isEmpty();
      JsonObject field = new JsonObject();
      field.addProperty("name", CsvDetection.columnName(name));
      field.addProperty("type", record ? "RECORD" : detected.type.column().restName());
      field.addProperty("mode", detected.repeated ? "REPEATED" : "NULLABLE");
      if (record) {
        field.add("fields", detected.fields().get("fields"));
      }
      fields.add(field);
    });
    JsonObject schema = new JsonObject();
    schema.add("fields", fields);
    return schema;
  }
}
