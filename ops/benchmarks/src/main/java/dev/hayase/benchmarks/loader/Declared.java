package dev.hayase.benchmarks.loader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/// An input's columns as the capture would publish them.
final class Declared {
  private Declared() {}

  static TableSchema schema(Input input) {
    List<Column> columns = new ArrayList<>();
    JsonArray fields = JsonParser.parseString(input.fields()).getAsJsonArray();
    for (JsonElement each : fields) {
      JsonObject field = each.getAsJsonObject();
      columns.add(
          Column.nullable(
              field.get("name").getAsString(),
              ColumnType.ofSchemaName(field.get("type").getAsString())));
    }
    return TableSchema.of(columns, List.of("id"));
  }
}
