package dev.hayase.emulator.googlesql.value;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads parts and values out of JSON.
public final class JsonAccess {
  private JsonAccess() {}

  /// @param json text that need not be JSON: then there is nothing in it
  private static Optional<JsonElement> at(String json, String path) {
    JsonPath steps = JsonPath.of(path);
    return Json.read(json).flatMap(steps::in);
  }

  /// JSON_VALUE: scalars only, and no null.
  public static @Nullable String scalar(String json, String path) {
    return at(json, path).map(JsonAccess::scalar).orElse(null);
  }

  private static @Nullable String scalar(JsonElement element) {
    return element.isJsonPrimitive() ? element.getAsString() : null;
  }

  /// JSON_QUERY.
  ///
  /// @param nulls whether a JSON null is found; in text it is not
  public static @Nullable String part(String json, String path, boolean nulls) {
    return at(json, path)
        .filter(element -> nulls || !element.isJsonNull())
        .map(Json::print)
        .orElse(null);
  }

  public static @Nullable List<String> parts(String json, String path) {
    return at(json, path)
        .filter(JsonElement::isJsonArray)
        .map(array -> array.getAsJsonArray().asList().stream().map(Json::print).toList())
        .orElse(null);
  }

  /// JSON_VALUE_ARRAY: nothing if there is an element that is no scalar.
  public static @Nullable List<@Nullable String> scalars(String json, String path) {
    Optional<JsonElement> found = at(json, path).filter(JsonElement::isJsonArray);
    if (found.isEmpty()) {
      return null;
    }
    List<@Nullable String> scalars = new ArrayList<>();
    for (JsonElement element : found.get().getAsJsonArray()) {
      if (element.isJsonObject() || element.isJsonArray()) {
        return null;
      }
      scalars.add(scalar(element));
    }
    return scalars;
  }

  public static @Nullable String field(String json, String name) {
    return Json.value(json) instanceof JsonObject object && object.has(name)
        ? Json.print(object.get(name))
        : null;
  }

  public static @Nullable String element(String json, long index) {
    return Json.value(json) instanceof JsonArray array && index >= 0 && index < array.size()
        ? Json.print(array.get((int) index))
        : null;
  }

  public static String type(String json) {
    return switch (Json.value(json)) {
      case JsonObject object -> "object";
      case JsonArray array -> "array";
      case JsonPrimitive p when p.isString() -> "string";
      case JsonPrimitive p when p.isBoolean() -> "boolean";
      case JsonPrimitive p -> "number";
      default -> "null";
    };
  }

  private static EvaluationException noMatch(String wanted) {
    return new EvaluationException("The provided JSON input is not " + wanted);
  }

  public static String string(String json) {
    if (Json.value(json) instanceof JsonPrimitive p && p.isString()) {
      return p.getAsString();
    }
    throw noMatch("a string");
  }

  public static boolean bool(String json) {
    if (Json.value(json) instanceof JsonPrimitive p && p.isBoolean()) {
      return p.getAsBoolean();
    }
    throw noMatch("a boolean");
  }

  public static long int64(String json) {
    if (Json.value(json) instanceof JsonPrimitive p && p.isNumber()) {
      try {
        return new BigDecimal(p.getAsString()).longValueExact();
      } catch (ArithmeticException e) {
        throw new EvaluationException(
            "The provided JSON number: " + p.getAsString() + " cannot be converted to an integer");
      }
    }
    throw noMatch("an integer");
  }

  public static double float64(String json, String mode) {
    if (Json.value(json) instanceof JsonPrimitive p && p.isNumber()) {
      double value = Double.parseDouble(p.getAsString());
      if (mode.equals("exact")
          && new BigDecimal(value).compareTo(new BigDecimal(p.getAsString())) != 0
          && p.getAsString().matches("-?\\d+")) {
        throw new EvaluationException(
            "The provided JSON number: "
                + p.getAsString()
                + " cannot be converted to a double without loss of precision");
      }
      return value;
    }
    throw noMatch("a number");
  }

  public static @Nullable String laxString(String json) {
    return scalar(Json.value(json));
  }

  public static @Nullable Boolean laxBool(String json) {
    if (!(Json.value(json) instanceof JsonPrimitive p)) {
      return null;
    }
    if (p.isNumber()) {
      return p.getAsDouble() != 0;
    }
    return switch (p.getAsString().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  public static @Nullable Double laxFloat64(String json) {
    if (!(Json.value(json) instanceof JsonPrimitive p) || p.isBoolean()) {
      return null;
    }
    try {
      return Floats.parse(p.getAsString());
    } catch (EvaluationException e) {
      return null;
    }
  }

  public static @Nullable Long laxInt64(String json) {
    if (!(Json.value(json) instanceof JsonPrimitive p)) {
      return null;
    }
    if (p.isBoolean()) {
      return p.getAsBoolean() ? 1L : 0L;
    }
    try {
      return new BigDecimal(p.getAsString().strip())
          .setScale(0, RoundingMode.HALF_UP)
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /// JSON_KEYS in its strict mode: the paths to all keys, not within arrays, sorted.
  public static List<String> keys(String json, long depth) {
    if (depth < 1) {
      throw new EvaluationException("max_depth must be positive");
    }
    TreeSet<String> keys = new TreeSet<>();
    collect(Json.value(json), "", depth, keys);
    return List.copyOf(keys);
  }

  private static void collect(JsonElement element, String prefix, long depth, Set<String> keys) {
    if (depth > 0 && element instanceof JsonObject object) {
      object
          .asMap()
          .forEach((key, value) -> {
            String name = key.matches("[A-Za-z_][A-Za-z0-9_]*") ? key : Json.quoted(key);
            keys.add(prefix + name);
            collect(value, prefix + name + ".", depth - 1, keys);
          });
    }
  }
}
