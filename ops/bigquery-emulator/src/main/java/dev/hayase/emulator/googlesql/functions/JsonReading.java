package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Json;
import dev.hayase.emulator.googlesql.value.JsonAccess;
import java.util.List;
import java.util.stream.Stream;

/// What reads JSON. A STRING that is no JSON has nothing in it.
final class JsonReading {
  private static final List<Mapping> OWN =
      List.of(
          java(
              "parse_json",
              "STRING, STRING?",
              "JSON",
              a -> Json.parse(a.text(0), a.text(1, "exact"))),
          java(
              "json_query",
              "STRING, STRING",
              "STRING",
              a -> JsonAccess.part(a.text(0), a.text(1), false)),
          java(
              "json_query",
              "JSON, STRING",
              "JSON",
              a -> JsonAccess.part(a.text(0), a.text(1), true)),
          java(
              "json_extract",
              "STRING, STRING",
              "STRING",
              a -> JsonAccess.part(a.text(0), a.text(1), false)),
          java(
              "json_extract",
              "JSON, STRING",
              "JSON",
              a -> JsonAccess.part(a.text(0), a.text(1), true)),
          java("$json_field", "JSON, STRING", "JSON", a -> JsonAccess.field(a.text(0), a.text(1))),
          java("$subscript", "JSON, STRING", "JSON", a -> JsonAccess.field(a.text(0), a.text(1))),
          java("$subscript", "JSON, INT64", "JSON", a -> JsonAccess.element(a.text(0), a.whole(1))),
          java("json_type", "JSON", "STRING", a -> JsonAccess.type(a.text(0))),
          java(
              "json_keys",
              "JSON, INT64~?, STRING?",
              "ARRAY<STRING>",
              a ->
                  keys(
                      a.text(0),
                      a.size() < 2 || a.isNull(1) ? Long.MAX_VALUE : a.whole(1),
                      a.text(2, "strict"))),
          java("string", "JSON", "STRING", a -> JsonAccess.string(a.text(0))),
          java("bool", "JSON", "BOOL", a -> JsonAccess.bool(a.text(0))),
          java("int64", "JSON", "INT64", a -> JsonAccess.int64(a.text(0))),
          java(
              "float64",
              "JSON, STRING?",
              "FLOAT64",
              a -> JsonAccess.float64(a.text(0), a.text(1, "round"))),
          java("lax_string", "JSON", "STRING", a -> JsonAccess.laxString(a.text(0))),
          java("lax_bool", "JSON", "BOOL", a -> JsonAccess.laxBool(a.text(0))),
          java("lax_int64", "JSON", "INT64", a -> JsonAccess.laxInt64(a.text(0))),
          java("lax_float64", "JSON", "FLOAT64", a -> JsonAccess.laxFloat64(a.text(0))),
          duck("$json_text", "JSON", "CAST({0} AS VARCHAR)"));

  static final List<Mapping> TABLE =
      Stream.concat(OWN.stream(), Stream.of("STRING", "JSON").flatMap(JsonReading::of)).toList();

  private JsonReading() {}

  private static List<String> keys(String json, long depth, String mode) {
    if (!mode.equalsIgnoreCase("strict")) {
      throw new EvaluationException(
          "JSON_KEYS in mode " + mode + " is not supported by the emulator");
    }
    return JsonAccess.keys(json, depth);
  }

  private static Stream<Mapping> of(String type) {
    return Stream.of(
        scalar("json_value", type),
        scalar("json_extract_scalar", type),
        scalars("json_value_array", type),
        scalars("json_extract_string_array", type),
        parts("json_query_array", type),
        parts("json_extract_array", type));
  }

  private static Mapping scalar(String name, String type) {
    return java(
        name, type + ", STRING?", "STRING", a -> JsonAccess.scalar(a.text(0), a.text(1, "$")));
  }

  private static Mapping scalars(String name, String type) {
    return java(
        name,
        type + ", STRING?",
        "ARRAY<STRING>",
        a -> JsonAccess.scalars(a.text(0), a.text(1, "$")));
  }

  private static Mapping parts(String name, String type) {
    return java(
        name,
        type + ", STRING?",
        "ARRAY<" + type + ">",
        a -> JsonAccess.parts(a.text(0), a.text(1, "$")));
  }
}
