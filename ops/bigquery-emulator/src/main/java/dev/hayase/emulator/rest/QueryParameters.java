package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.googlesql.Parameters;
import dev.hayase.emulator.googlesql.Parameters.Parameter;
import dev.hayase.emulator.googlesql.Parameters.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `queryParameters` of a request
/// (<https://cloud.google.com/bigquery/docs/reference/rest/v2/QueryParameter>).
final class QueryParameters {
  private QueryParameters() {}

  static Parameters read(JsonElement json) {
    if (!(json instanceof JsonArray array)) {
      return Parameters.NONE;
    }
    Map<String, Parameter> named = new HashMap<>();
    List<Parameter> positional = new ArrayList<>();
    for (JsonElement element : array) {
      JsonObject given = element.getAsJsonObject();
      DataType type = type(object(given, "parameterType"));
      Parameter parameter = new Parameter(type, value(type, given.get("parameterValue")));
      if (given.has("name") && !given.get("name").getAsString().isEmpty()) {
        named.put(given.get("name").getAsString().toLowerCase(Locale.ROOT), parameter);
      } else {
        positional.add(parameter);
      }
    }
    return new Parameters(named, positional);
  }

  private static DataType type(JsonObject json) {
    String name = json.get("type").getAsString().toUpperCase(Locale.ROOT);
    if (name.equals("ARRAY")) {
      return type(object(json, "arrayType")).inArray();
    }
    ColumnType type =
        ColumnType.named(name)
            .orElseThrow(() ->
                BigQueryException.invalid(
                    "Invalid value for type: " + name + " is not a valid value"));
    return switch (type) {
      case STRUCT -> {
        List<DataType.Field> fields = new ArrayList<>();
        if (json.get("structTypes") instanceof JsonArray members) {
          members.forEach(member ->
              fields.add(
                  new DataType.Field(
                      text(member.getAsJsonObject(), "name"),
                      type(object(member.getAsJsonObject(), "type")))));
        }
        yield DataType.struct(fields);
      }
      case RANGE -> DataType.range(type(object(json, "rangeElementType")).type());
      default -> DataType.scalar(type);
    };
  }

  private static Value value(DataType type, JsonElement json) {
    if (!(json instanceof JsonObject value)) {
      return new Value.Null();
    }
    if (type.repeated()) {
      List<Value> elements = new ArrayList<>();
      if (value.get("arrayValues") instanceof JsonArray values) {
        values.forEach(element -> elements.add(value(type.element(), element)));
      }
      return new Value.Items(elements);
    }
    if (type.type() == ColumnType.STRUCT) {
      JsonObject members =
          value.get("structValues") instanceof JsonObject object ? object : new JsonObject();
      return new Value.Fields(
          type.fields().stream()
              .map(field -> value(field.type(), members.get(field.name())))
              .toList());
    }
    if (value.get("rangeValue") instanceof JsonObject range) {
      return new Value.Text("[" + bound(range, "start") + ", " + bound(range, "end") + ")");
    }
    JsonElement text = value.get("value");
    return text == null || text.isJsonNull()
        ? new Value.Null()
        : new Value.Text(text.getAsString());
  }

  private static String bound(JsonObject range, String end) {
    return range.get(end) instanceof JsonObject bound && bound.has("value")
        ? bound.get("value").getAsString()
        : "UNBOUNDED";
  }

  private static String text(JsonObject json, String member) {
    JsonElement value = json.get(member);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  private static JsonObject object(JsonObject in, String member) {
    if (in.get(member) instanceof JsonObject object) {
      return object;
    }
    throw BigQueryException.invalid("Required parameter is missing: " + member);
  }
}
