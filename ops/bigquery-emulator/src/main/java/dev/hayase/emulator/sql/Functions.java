package dev.hayase.emulator.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The functions that are known, and how each is written for DuckDB. A function that is not here is
/// refused; one that differs in an edge case goes through a macro of [Macros].
final class Functions {
  /// @param least fewest arguments
  /// @param most most arguments
  record Known(int least, int most, Function<List<String>, String> write) {}

  private static final Map<String, Known> SCALAR =
      Map.ofEntries(
          same("ABS", 1),
          same("SIGN", 1),
          same("SQRT", 1),
          same("EXP", 1),
          same("LN", 1),
          same("LOG10", 1),
          Map.entry("CEIL", call(1, 1, "ceil")),
          Map.entry("CEILING", call(1, 1, "ceil")),
          same("FLOOR", 1),
          Map.entry("ROUND", call(1, 2, "round")),
          Map.entry("POW", call(2, 2, "pow")),
          Map.entry("POWER", call(2, 2, "pow")),
          Map.entry("MOD", call(2, 2, "bq_mod")),
          Map.entry("DIV", call(2, 2, "bq_div")),
          Map.entry("SAFE_DIVIDE", call(2, 2, "bq_safe_divide")),
          Map.entry("GREATEST", new Known(1, 100, a -> nullIfAnyNull("greatest", a))),
          Map.entry("LEAST", new Known(1, 100, a -> nullIfAnyNull("least", a))),
          Map.entry(
              "IF",
              new Known(
                  3,
                  3,
                  a ->
                      "CASE WHEN "
                          + a.get(0)
                          + " THEN "
                          + a.get(1)
                          + " ELSE "
                          + a.get(2)
                          + " END")),
          Map.entry("IFNULL", call(2, 2, "coalesce")),
          Map.entry("COALESCE", call(1, 100, "coalesce")),
          same("NULLIF", 2),
          Map.entry("CONCAT", new Known(1, 100, a -> "(" + String.join(" || ", a) + ")")),
          same("UPPER", 1),
          same("LOWER", 1),
          Map.entry("LENGTH", call(1, 1, "length")),
          Map.entry("CHAR_LENGTH", call(1, 1, "length")),
          Map.entry("BYTE_LENGTH", call(1, 1, "bq_byte_length")),
          Map.entry("OCTET_LENGTH", call(1, 1, "bq_byte_length")),
          Map.entry("TRIM", call(1, 2, "trim")),
          Map.entry("LTRIM", call(1, 2, "ltrim")),
          Map.entry("RTRIM", call(1, 2, "rtrim")),
          same("REPLACE", 3),
          same("REVERSE", 1),
          same("REPEAT", 2),
          Map.entry("STARTS_WITH", call(2, 2, "starts_with")),
          Map.entry("ENDS_WITH", call(2, 2, "ends_with")),
          Map.entry("STRPOS", call(2, 2, "strpos")),
          Map.entry("SUBSTR", call(2, 3, "bq_substr")),
          Map.entry("SUBSTRING", call(2, 3, "bq_substr")),
          Map.entry(
              "SPLIT",
              new Known(
                  1,
                  2,
                  a ->
                      "string_split(" + a.get(0) + ", " + (a.size() > 1 ? a.get(1) : "','") + ")")),
          Map.entry("REGEXP_CONTAINS", call(2, 2, "regexp_matches")),
          Map.entry(
              "REGEXP_REPLACE",
              new Known(3, 3, a -> "regexp_replace(" + String.join(", ", a) + ", 'g')")),
          Map.entry("TO_HEX", new Known(1, 1, a -> "lower(hex(" + a.getFirst() + "))")),
          Map.entry("FROM_HEX", call(1, 1, "unhex")),
          Map.entry("TO_BASE64", call(1, 1, "to_base64")),
          Map.entry("FROM_BASE64", call(1, 1, "from_base64")),
          Map.entry("MD5", new Known(1, 1, a -> "unhex(md5(" + a.getFirst() + "))")),
          Map.entry("SHA256", new Known(1, 1, a -> "unhex(sha256(" + a.getFirst() + "))")),
          Map.entry("TO_JSON_STRING", call(1, 1, "bq_to_json_string")),
          Map.entry("PARSE_JSON", new Known(1, 1, a -> "CAST(" + a.getFirst() + " AS JSON)")),
          Map.entry("JSON_VALUE", call(1, 2, "bq_json_value")),
          Map.entry("JSON_EXTRACT_SCALAR", call(1, 2, "bq_json_value")),
          Map.entry("JSON_QUERY", call(2, 2, "json_extract")),
          Map.entry("JSON_EXTRACT", call(2, 2, "json_extract")),
          Map.entry("IS_NAN", call(1, 1, "isnan")),
          Map.entry("IS_INF", call(1, 1, "isinf")),
          Map.entry("ARRAY_LENGTH", call(1, 1, "len")),
          Map.entry("ARRAY_REVERSE", call(1, 1, "list_reverse")),
          Map.entry("ARRAY_TO_STRING", call(2, 2, "array_to_string")),
          Map.entry("GENERATE_ARRAY", call(2, 3, "generate_series")),
          Map.entry("GENERATE_UUID", new Known(0, 0, _ -> "CAST(uuid() AS VARCHAR)")),
          Map.entry("RAND", new Known(0, 0, _ -> "random()")),
          Map.entry("TIMESTAMP", cast("TIMESTAMP WITH TIME ZONE")),
          Map.entry("DATETIME", cast("TIMESTAMP")),
          Map.entry("TIME", cast("TIME")),
          Map.entry(
              "DATE",
              new Known(
                  1,
                  3,
                  a ->
                      a.size() == 3
                          ? "make_date(" + String.join(", ", a) + ")"
                          : a.size() == 1 ? "CAST(" + a.getFirst() + " AS DATE)" : "")),
          Map.entry("UNIX_MICROS", call(1, 1, "epoch_us")),
          Map.entry(
              "UNIX_MILLIS",
              new Known(1, 1, a -> "bq_floor_div(epoch_us(" + a.getFirst() + "), 1000)")),
          Map.entry(
              "UNIX_SECONDS",
              new Known(1, 1, a -> "bq_floor_div(epoch_us(" + a.getFirst() + "), 1000000)")),
          Map.entry(
              "TIMESTAMP_MICROS", new Known(1, 1, a -> "make_timestamptz(" + a.getFirst() + ")")),
          Map.entry(
              "TIMESTAMP_MILLIS",
              new Known(1, 1, a -> "make_timestamptz((" + a.getFirst() + ") * 1000)")),
          Map.entry(
              "TIMESTAMP_SECONDS",
              new Known(1, 1, a -> "make_timestamptz((" + a.getFirst() + ") * 1000000)")));

  private static final Map<String, String> AGGREGATE =
      Map.ofEntries(
          Map.entry("COUNT", "count"),
          Map.entry("SUM", "sum"),
          Map.entry("MIN", "min"),
          Map.entry("MAX", "max"),
          Map.entry("ANY_VALUE", "any_value"),
          Map.entry("LOGICAL_AND", "bool_and"),
          Map.entry("LOGICAL_OR", "bool_or"),
          Map.entry("BIT_AND", "bit_and"),
          Map.entry("BIT_OR", "bit_or"),
          Map.entry("BIT_XOR", "bit_xor"),
          Map.entry("APPROX_COUNT_DISTINCT", "approx_count_distinct"),
          Map.entry("MAX_BY", "max_by"),
          Map.entry("MIN_BY", "min_by"));

  /// Functions that mean something only with OVER.
  static final Map<String, String> WINDOW =
      Map.of(
          "ROW_NUMBER", "row_number",
          "RANK", "rank",
          "DENSE_RANK", "dense_rank",
          "PERCENT_RANK", "percent_rank",
          "CUME_DIST", "cume_dist",
          "NTILE", "ntile",
          "LAG", "lag",
          "LEAD", "lead",
          "FIRST_VALUE", "first_value",
          "LAST_VALUE", "last_value");

  /// Take a part (`DAY`) or an INTERVAL; the parser knows them.
  static final Set<String> DATE_ARITHMETIC =
      Set.of(
          "DATE_ADD",
          "DATE_SUB",
          "TIMESTAMP_ADD",
          "TIMESTAMP_SUB",
          "DATETIME_ADD",
          "DATETIME_SUB",
          "DATE_DIFF",
          "TIMESTAMP_DIFF",
          "DATETIME_DIFF",
          "DATE_TRUNC",
          "TIMESTAMP_TRUNC",
          "DATETIME_TRUNC",
          "FORMAT_TIMESTAMP",
          "FORMAT_DATE",
          "FORMAT_DATETIME");

  private Functions() {}

  static @org.jspecify.annotations.Nullable Known scalar(String name) {
    return SCALAR.get(name);
  }

  static @org.jspecify.annotations.Nullable String aggregate(String name) {
    return AGGREGATE.get(name);
  }

  private static Map.Entry<String, Known> same(String name, int arguments) {
    return Map.entry(name, call(arguments, arguments, name.toLowerCase(java.util.Locale.ROOT)));
  }

  private static Known call(int least, int most, String duckdb) {
    return new Known(least, most, arguments -> duckdb + "(" + String.join(", ", arguments) + ")");
  }

  private static Known cast(String type) {
    return new Known(1, 1, arguments -> "CAST(" + arguments.getFirst() + " AS " + type + ")");
  }

  /// DuckDB's skips NULLs; BigQuery's does not.
  private static String nullIfAnyNull(String function, List<String> arguments) {
    String anyNull =
        IntStream.range(0, arguments.size())
            .mapToObj(i -> "(" + arguments.get(i) + ") IS NULL")
            .collect(Collectors.joining(" OR "));
    return "CASE WHEN "
        + anyNull
        + " THEN NULL ELSE "
        + function
        + "("
        + String.join(", ", arguments)
        + ") END";
  }
}
