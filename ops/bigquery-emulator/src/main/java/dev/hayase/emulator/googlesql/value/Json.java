package dev.hayase.emulator.googlesql.value;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// JSON's text. The type JSON forgets blanks and the order of keys, which come out sorted, and has
/// numbers of 64 bits, with or without a sign, or of FLOAT64.
///
/// @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/json_functions">JSON
///   functions</a>
public final class Json {
  private static final TypeAdapter<JsonElement> READER = new Gson().getAdapter(JsonElement.class);

  private Json() {}

  /// Empty if the text is no JSON.
  public static Optional<JsonElement> read(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = READER.read(reader);
      return reader.peek() == JsonToken.END_DOCUMENT
          ? Optional.of(element == null ? JsonNull.INSTANCE : element)
          : Optional.empty();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  static JsonElement value(String json) {
    return read(json).orElseThrow(() -> new EvaluationException("Invalid JSON: " + json));
  }

  /// PARSE_JSON.
  ///
  /// @param wideNumberMode `exact`, which refuses numbers that would lose digits, or `round`
  public static String parse(String text, String wideNumberMode) {
    boolean round =
        switch (wideNumberMode.toLowerCase(Locale.ROOT)) {
          case "exact" -> false;
          case "round" -> true;
          default ->
              throw new EvaluationException(
                  "Invalid `wide_number_mode` specified: " + wideNumberMode);
        };
    JsonElement element =
        read(text)
            .orElseThrow(
                () -> new EvaluationException("Invalid input to PARSE_JSON: syntax error"));
    return print(normal(element, round));
  }

  static JsonElement normal(JsonElement element, boolean round) {
    return switch (element) {
      case JsonObject object -> {
        Map<String, JsonElement> sorted = new TreeMap<>(object.asMap());
        JsonObject copy = new JsonObject();
        sorted.forEach((key, value) -> copy.add(key, normal(value, round)));
        yield copy;
      }
      case JsonArray array -> {
        JsonArray copy = new JsonArray();
        array.forEach(value -> copy.add(normal(value, round)));
        yield copy;
      }
      case JsonPrimitive primitive when primitive.isNumber() ->
          number(primitive.getAsString(), round);
      default -> element;
    };
  }

  private static JsonPrimitive number(String text, boolean round) {
    if (text.matches("-?\\d+")) {
      BigInteger whole = new BigInteger(text);
      if (whole.bitLength() < 64 || (whole.signum() > 0 && whole.bitLength() == 64)) {
        return new JsonPrimitive(whole);
      }
    }
    double value = Double.parseDouble(text);
    boolean exact =
        Double.isFinite(value)
            && new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(text)) == 0;
    if (!Double.isFinite(value) || (!exact && !round)) {
      throw new EvaluationException(
          "Invalid input to PARSE_JSON: Input number: "
              + text
              + " cannot round-trip through string representation");
    }
    return new JsonPrimitive(value);
  }

  /// Without blanks; keys in their order.
  public static String print(JsonElement element) {
    StringBuilder text = new StringBuilder();
    print(element, text, -1);
    return text.toString();
  }

  /// In lines, two blanks deeper at each level.
  public static String pretty(String json) {
    StringBuilder text = new StringBuilder();
    print(value(json), text, 0);
    return text.toString();
  }

  private static void print(JsonElement element, StringBuilder text, int depth) {
    int deeper = depth < 0 ? -1 : depth + 1;
    switch (element) {
      case JsonObject object -> {
        text.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
          text.append(first ? "" : ",");
          line(text, deeper);
          text.append(quoted(entry.getKey())).append(depth < 0 ? ":" : ": ");
          print(entry.getValue(), text, deeper);
          first = false;
        }
        if (!first) {
          line(text, depth);
        }
        text.append('}');
      }
      case JsonArray array -> {
        text.append('[');
        boolean first = true;
        for (JsonElement value : array) {
          text.append(first ? "" : ",");
          line(text, deeper);
          print(value, text, deeper);
          first = false;
        }
        if (!first) {
          line(text, depth);
        }
        text.append(']');
      }
      case JsonPrimitive primitive when primitive.isString() ->
          text.append(quoted(primitive.getAsString()));
      case JsonPrimitive primitive when primitive.isNumber() -> text.append(number(primitive));
      default -> text.append(element);
    }
  }

  private static void line(StringBuilder text, int depth) {
    if (depth >= 0) {
      text.append('\n').append("  ".repeat(depth));
    }
  }

  private static String number(JsonPrimitive primitive) {
    if (!(primitive.getAsNumber() instanceof Double value)) {
      return primitive.getAsString();
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String text = Floats.general(exact, 16, false);
    return text.matches("-?\\d+") ? text + ".0" : text;
  }

  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
