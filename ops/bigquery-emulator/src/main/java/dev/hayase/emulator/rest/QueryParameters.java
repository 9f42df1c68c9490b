package dev.hayase.emulator.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.sql.Literals;
import dev.hayase.emulator.sql.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `queryParameters` of a request: scalars and arrays of scalars.
final class QueryParameters {
  private QueryParameters() {}

  static Parameters read(JsonElement json) {
    if (!(json instanceof JsonArray array)) {
      return Parameters.NONE;
    }
    Map<String, String> named = new HashMap<>();
    List<String> positional = new ArrayList<>();
    for (JsonElement element : array) {
      JsonObject parameter = element.getAsJsonObject();
      String value =
          value(
              object(parameter, "parameterType"),
              parameter.get("parameterValue") instanceof JsonObject o ? o : new JsonObject());
      if (parameter.has("name") && !parameter.get("name").getAsString().isEmpty()) {
        named.put(parameter.get("name").getAsString().toLowerCase(Locale.ROOT), value);
      } else {
        positional.add(value);
      }
    }
    return new Parameters(named, positional);
  }

  private static String value(JsonObject type, JsonObject value) {
    String name = type.get("type").getAsString();
    if (name.equals("ARRAY")) {
      JsonObject elementType = object(type, "arrayType");
      List<String> elements = new ArrayList<>();
      if (value.get("arrayValues") instanceof JsonArray values) {
        values.forEach(element -> elements.add(value(elementType, element.getAsJsonObject())));
      }
      return "CAST(["
          + String.join(", ", elements)
          + "] AS "
          + scalar(elementType).duckdbType()
          + "[])";
    }
    ColumnType scalar = scalar(type);
    JsonElement text = value.get("value");
    return text == null || text.isJsonNull()
        ? "CAST(NULL AS " + scalar.duckdbType() + ")"
        : Literals.of(scalar, text.getAsString());
  }

  private static ColumnType scalar(JsonObject type) {
    String name = type.get("type").getAsString();
    return ColumnType.named(name)
        .filter(known -> known != ColumnType.STRUCT)
        .orElseThrow(() ->
            BigQueryException.invalid(
                "A query parameter of type " + name + " is not supported by this emulator"));
  }

  private static JsonObject object(JsonObject in, String member) {
    if (in.get(member) instanceof JsonObject object) {
      return object;
    }
    throw BigQueryException.invalid("Required parameter is missing: " + member);
  }
}
