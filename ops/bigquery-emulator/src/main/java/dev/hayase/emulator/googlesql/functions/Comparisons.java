package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import dev.hayase.emulator.googlesql.value.Latin;
import dev.hayase.emulator.googlesql.value.Regexps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Comparisons. DuckDB's are BigQuery's but for NaN, which is neither equal to nor less nor greater
/// than anything, and for structs, of which a NULL in a field makes the result NULL.
final class Comparisons {
  static final List<Mapping> TABLE =
      List.of(
          written("$equal", "ANY, ANY", call -> binary(call, "=")),
          written("$not_equal", "ANY, ANY", call -> binary(call, "<>")),
          written("$less", "ANY, ANY", call -> binary(call, "<")),
          written("$less_or_equal", "ANY, ANY", call -> binary(call, "<=")),
          written("$greater", "ANY, ANY", call -> binary(call, ">")),
          written("$greater_or_equal", "ANY, ANY", call -> binary(call, ">=")),
          written("$between", "ANY, ANY, ANY", Comparisons::between),
          written("$in", "ANY, ANY*", Comparisons::in),
          written("$in_array", "ANY, ANY", Comparisons::inArray),
          duck("$is_distinct_from", "ANY, ANY", "({0} IS DISTINCT FROM {1})"),
          duck("$is_not_distinct_from", "ANY, ANY", "({0} IS NOT DISTINCT FROM {1})"),
          duck("$is_null", "ANY", "({0} IS NULL)"),
          duck("$is_true", "BOOL", "({0} IS TRUE)"),
          duck("$is_false", "BOOL", "({0} IS FALSE)"),
          duck("$like", "STRING, STRING", "({0} LIKE {1} ESCAPE '\\')"),
          java(
              "$like",
              "BYTES, BYTES",
              "BOOL",
              a -> Regexps.like(Latin.text(a.bytes(0)), Latin.text(a.bytes(1)))),
          written("$like_any", "STRING, STRING*", call -> likes(call, " OR ")),
          written("$like_all", "STRING, STRING*", call -> likes(call, " AND ")));

  private Comparisons() {}

  private static String binary(Call call, String operator) {
    return Let.be(
        call.arguments(), names -> compared(call.type(0), operator, names.get(0), names.get(1)));
  }

  /// @param a may be written more than once, as may b
  static String compared(Type type, String operator, String a, String b) {
    if (type.isArray() || !Kind.knows(type)) {
      throw Mapping.unsupported("Comparison of " + type);
    }
    return switch (Kind.of(type)) {
      case FLOAT64 ->
          "CASE WHEN "
              + a
              + " IS NULL OR "
              + b
              + " IS NULL THEN NULL WHEN isnan("
              + a
              + ") OR isnan("
              + b
              + ") THEN "
              + operator.equals("<>")
              + " ELSE "
              + a
              + " "
              + operator
              + " "
              + b
              + " END";
      case STRUCT -> structs(type.asStruct(), operator, a, b);
      case JSON, GEOGRAPHY -> throw Mapping.unsupported("Comparison of " + type);
      default -> "(" + a + " " + operator + " " + b + ")";
    };
  }

  private static String structs(StructType type, String operator, String a, String b) {
    if (!operator.equals("=") && !operator.equals("<>")) {
      throw Mapping.unsupported("Order of STRUCT");
    }
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      fields.add(
          compared(type.getField(i).getType(), "=", TypeSql.field(a, i), TypeSql.field(b, i)));
    }
    String equal = fields.isEmpty() ? "true" : "(" + String.join(" AND ", fields) + ")";
    return operator.equals("=") ? equal : "(NOT " + equal + ")";
  }

  private static boolean plain(Type type) {
    return !type.isStruct() && !type.isArray() && !type.isFloatingPoint();
  }

  private static String between(Call call) {
    return plain(call.type(0))
        ? "(" + call.sql(0) + " BETWEEN " + call.sql(1) + " AND " + call.sql(2) + ")"
        : Let.be(
            call.arguments(),
            v ->
                "("
                    + compared(call.type(0), ">=", v.get(0), v.get(1))
                    + " AND "
                    + compared(call.type(0), "<=", v.get(0), v.get(2))
                    + ")");
  }

  private static String in(Call call) {
    if (plain(call.type(0))) {
      return "("
          + call.sql(0)
          + " IN ("
          + String.join(", ", call.sqls().subList(1, call.size()))
          + "))";
    }
    return Let.be(
        call.arguments(),
        v ->
            IntStream.range(1, call.size())
                .mapToObj(i -> compared(call.type(0), "=", v.get(0), v.get(i)))
                .collect(Collectors.joining(" OR ", "(", ")")));
  }

  private static String inArray(Call call) {
    Type type = call.type(0);
    return Let.be(
        call.arguments(),
        v -> {
          String matches =
              "list_transform("
                  + v.get(1)
                  + ", lambda _m: "
                  + compared(type, "=", v.get(0), "_m")
                  + ")";
          return "CASE WHEN "
              + v.get(1)
              + " IS NULL OR len("
              + v.get(1)
              + ") = 0 THEN false WHEN list_contains("
              + matches
              + ", true) THEN true WHEN len(list_filter("
              + matches
              + ", lambda _m: _m IS NULL)) > 0 THEN NULL ELSE false END";
        });
  }

  private static String likes(Call call, String operator) {
    return Let.be(
        call.arguments(),
        v ->
            v.subList(1, v.size()).stream()
                .map(pattern -> v.getFirst() + " LIKE " + pattern + " ESCAPE '\\'")
                .collect(Collectors.joining(operator, "(", ")")));
  }
}
