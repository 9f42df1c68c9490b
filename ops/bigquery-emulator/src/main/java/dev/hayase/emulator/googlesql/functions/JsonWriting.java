package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.googlesql.value.Decimals;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Floats;
import dev.hayase.emulator.googlesql.value.Intervals;
import dev.hayase.emulator.googlesql.value.Json;
import dev.hayase.emulator.googlesql.value.TimeText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What writes JSON. The text is put together by type: scalars by a Java function each, structs and
/// arrays around them.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/json_functions#json_encodings">
///   JSON encodings</a>
final class JsonWriting {
  private static final Type STRING = TypeFactory.createSimpleType(TypeKind.TYPE_STRING);
  private static final BigDecimal WIDE = BigDecimal.valueOf(1L << 53);

  static final List<Mapping> TABLE =
      List.of(
          java("$json_of", "BOOL, BOOL", "STRING", a -> Boolean.toString(a.flag(0))),
          java(
              "$json_of",
              "INT64, BOOL",
              "STRING",
              a -> decimal(BigDecimal.valueOf(a.whole(0)), a.flag(1))),
          java("$json_of", "NUMERIC, BOOL", "STRING", a -> decimal(a.decimal(0), a.flag(1))),
          java("$json_of", "BIGNUMERIC, BOOL", "STRING", a -> decimal(a.decimal(0), a.flag(1))),
          java("$json_of", "FLOAT64, BOOL", "STRING", a -> real(a.real(0))),
          java("$json_of", "STRING, BOOL", "STRING", a -> Json.quoted(a.text(0))),
          java(
              "$json_of",
              "BYTES, BOOL",
              "STRING",
              a -> Json.quoted(Base64.getEncoder().encodeToString(a.bytes(0)))),
          java("$json_of", "DATE, BOOL", "STRING", a -> Json.quoted(TimeText.print(a.date(0)))),
          java("$json_of", "TIME, BOOL", "STRING", a -> Json.quoted(TimeText.print(a.time(0)))),
          java(
              "$json_of",
              "DATETIME, BOOL",
              "STRING",
              a -> Json.quoted(TimeText.iso(a.datetime(0)))),
          java("$json_of", "TIMESTAMP, BOOL", "STRING", a -> Json.quoted(TimeText.iso(a.whole(0)))),
          java(
              "$json_of",
              "INTERVAL, BOOL",
              "STRING",
              a -> Json.quoted(Intervals.iso(a.interval(0)))),
          java("$json_of", "JSON, BOOL", "STRING", a -> a.text(0)),
          java(
              "$json_pretty",
              "STRING, BOOL",
              "STRING",
              a -> a.flag(1) ? Json.pretty(a.text(0)) : a.text(0)),
          java("$json_normal", "STRING", "JSON", a -> Json.parse(a.text(0), "exact")),
          java(
              "$json_member",
              "STRING, STRING",
              "STRING",
              a -> Json.quoted(a.text(0)) + ":" + a.text(1)),
          java("$json_key", "STRING~", "STRING", a -> key(a.isNull(0) ? null : a.text(0))),
          written("to_json_string", "ANY", call -> text(call.arguments().getFirst(), true)),
          written(
              "to_json_string",
              "ANY, BOOL",
              call ->
                  Functions.of(
                      "$json_pretty",
                      STRING,
                      false,
                      List.of(
                          new Argument(text(call.arguments().getFirst(), true), STRING, false),
                          call.arguments().get(1)))),
          written("to_json", "ANY", call -> normal(call, text(call.arguments().getFirst(), false))),
          written("to_json", "ANY, BOOL", JsonWriting::toJson),
          written(
              "json_array",
              "ANY*",
              call -> normal(call, "'[' || " + list(call.arguments()) + " || ']'")),
          written("json_object", "ANY*", JsonWriting::object));

  private JsonWriting() {}

  private static String normal(Call call, String text) {
    return Functions.of(
        "$json_normal", call.type(), call.safe(), List.of(new Argument(text, STRING, false)));
  }

  private static String toJson(Call call) {
    if (!call.sql(1).equals("false")) {
      throw Mapping.unsupported("TO_JSON with stringify_wide_numbers");
    }
    return normal(call, text(call.arguments().getFirst(), false));
  }

  /// @param strings whether numbers that FLOAT64 cannot hold are written as strings
  static String text(Argument value, boolean strings) {
    return "coalesce(" + nonNull(value, strings) + ", 'null')";
  }

  private static String nonNull(Argument value, boolean strings) {
    Type type = value.type();
    if (type.isArray()) {
      Argument element = new Argument("_j", type.asArray().getElementType(), true);
      return "('[' || array_to_string(list_transform("
          + value.sql()
          + ", lambda _j: "
          + text(element, strings)
          + "), ',') || ']')";
    }
    if (type.isStruct()) {
      return Let.be(
          List.of(value),
          v ->
              "CASE WHEN "
                  + v.getFirst()
                  + " IS NOT NULL THEN "
                  + members(type.asStruct(), v.getFirst(), strings)
                  + " END");
    }
    return Functions.of(
        "$json_of",
        STRING,
        false,
        List.of(value, new Argument(Boolean.toString(strings), BOOL, true)));
  }

  private static final Type BOOL = TypeFactory.createSimpleType(TypeKind.TYPE_BOOL);

  private static String members(StructType type, String struct, boolean strings) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      StructType.StructField field = type.getField(i);
      Argument value = new Argument(TypeSql.field(struct, i), field.getType(), true);
      String key = Json.quoted(field.getName()).replace("'", "''");
      members.add("'" + key + ":' || " + text(value, strings));
    }
    return members.isEmpty()
        ? "'{}'"
        : "('{' || " + String.join(" || ',' || ", members) + " || '}')";
  }

  private static String list(List<Argument> values) {
    List<String> texts = values.stream().map(value -> text(value, false)).toList();
    return texts.isEmpty() ? "''" : String.join(" || ',' || ", texts);
  }

  private static String object(Call call) {
    List<String> members = new ArrayList<>();
    if (call.size() == 2 && call.type(0).isArray()) {
      throw Mapping.unsupported("JSON_OBJECT of two arrays");
    }
    for (int i = 0; i + 1 < call.size(); i += 2) {
      String key = Functions.of("$json_key", STRING, false, List.of(call.arguments().get(i)));
      members.add(key + " || ':' || " + text(call.arguments().get(i + 1), false));
    }
    String body = members.isEmpty() ? "''" : String.join(" || ',' || ", members);
    return normal(call, "'{' || " + body + " || '}'");
  }

  private static String key(@Nullable String key) {
    if (key == null) {
      throw new EvaluationException("JSON_OBJECT: a key must not be NULL");
    }
    return Json.quoted(key);
  }

  private static String decimal(BigDecimal value, boolean strings) {
    String text = Decimals.print(value);
    boolean wide = text.contains(".") || value.abs().compareTo(WIDE) > 0;
    return strings && wide ? Json.quoted(text) : text;
  }

  private static String real(double value) {
    if (Double.isFinite(value)) {
      return Floats.print(value);
    }
    return Double.isNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  }
}
