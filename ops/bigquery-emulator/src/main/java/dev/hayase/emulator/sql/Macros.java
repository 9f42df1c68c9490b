package dev.hayase.emulator.sql;

import java.util.List;

/// What DuckDB must know to compute as BigQuery does. A type for which the two would differ ends in
/// an error instead of another answer.
public final class Macros {
  private static final String DIVISION_BY_ZERO = "error('division by zero')";

  public static final List<String> ALL =
      List.of(
          macro(
              "bq_divide(a, b)",
              "CASE WHEN typeof(a) LIKE 'DECIMAL%' OR typeof(b) LIKE 'DECIMAL%'"
                  + " THEN error('unsupported: division of NUMERIC')"
                  + " WHEN b = 0 THEN "
                  + DIVISION_BY_ZERO
                  + " ELSE a / b END"),
          macro(
              "bq_safe_divide(a, b)",
              "CASE WHEN typeof(a) LIKE 'DECIMAL%' OR typeof(b) LIKE 'DECIMAL%'"
                  + " THEN error('unsupported: division of NUMERIC')"
                  + " WHEN b = 0 THEN NULL ELSE a / b END"),
          macro("bq_div(a, b)", "CASE WHEN b = 0 THEN " + DIVISION_BY_ZERO + " ELSE a // b END"),
          macro("bq_mod(a, b)", "CASE WHEN b = 0 THEN " + DIVISION_BY_ZERO + " ELSE a % b END"),
          macro("bq_floor_div(a, b)", "(a - ((a % b) + b) % b) // b"),
          macro(
              "bq_float(x)",
              "CASE WHEN typeof(x) LIKE 'DECIMAL%'"
                  + " THEN error('unsupported: AVG of NUMERIC') ELSE x END"),
          macro(
              "bq_byte_length(x)",
              "CASE WHEN typeof(x) = 'BLOB' THEN octet_length(TRY_CAST(x AS BLOB))"
                  + " ELSE strlen(CAST(x AS VARCHAR)) END"),
          "CREATE OR REPLACE MACRO bq_substr(s, p) AS substr(s, CASE WHEN p = 0 THEN 1 ELSE p END),"
              + " (s, p, n) AS substr(s, CASE WHEN p = 0 THEN 1 ELSE p END, n)",
          "CREATE OR REPLACE MACRO bq_json_value(j) AS CASE WHEN json_type(j) IN ('OBJECT', 'ARRAY')"
              + " THEN NULL ELSE json_extract_string(j, '$') END,"
              + " (j, p) AS CASE WHEN json_type(j, p) IN ('OBJECT', 'ARRAY')"
              + " THEN NULL ELSE json_extract_string(j, p) END",
          macro(
              "bq_to_json_string(x)",
              "CASE WHEN x IS NULL THEN 'null'"
                  + " WHEN typeof(x) IN ('VARCHAR', 'BOOLEAN', 'INTEGER', 'JSON')"
                  + " OR (typeof(x) = 'BIGINT' AND abs(TRY_CAST(CAST(x AS VARCHAR) AS HUGEINT)) <= 9007199254740992)"
                  + " THEN CAST(to_json(x) AS VARCHAR)"
                  + " ELSE error('unsupported: TO_JSON_STRING of ' || typeof(x)) END"),
          macro(
              "bq_fraction(v)",
              "CASE WHEN NOT contains(v, '.') THEN v"
                  + " ELSE regexp_replace(v, '\\.(\\d+)', '.' || rpad(regexp_extract(v, '\\.(\\d+)', 1),"
                  + " CASE WHEN length(regexp_extract(v, '\\.(\\d+)', 1)) <= 3 THEN 3 ELSE 6 END, '0')) END"),
          macro(
              "bq_string_of(v, t)",
              "CASE WHEN t IN ('VARCHAR', 'BOOLEAN', 'BIGINT', 'INTEGER', 'HUGEINT', 'DATE', '\"NULL\"') THEN v"
                  + " WHEN t LIKE 'DECIMAL%' THEN CASE WHEN contains(v, '.')"
                  + " THEN rtrim(rtrim(v, '0'), '.') ELSE v END"
                  + " WHEN t IN ('DOUBLE', 'FLOAT') THEN CASE WHEN v = 'nan' THEN 'NaN'"
                  + " WHEN ends_with(v, '.0') THEN v[:-3] ELSE v END"
                  + " WHEN t IN ('TIME', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE') THEN bq_fraction(v)"
                  + " ELSE error('unsupported: CAST of ' || t || ' to STRING') END"),
          macro("bq_string(x)", "bq_string_of(CAST(x AS VARCHAR), typeof(x))"),
          macro(
              "bq_int_of(v, t)",
              "CASE WHEN t IN ('BIGINT', 'INTEGER', 'HUGEINT', '\"NULL\"') THEN TRY_CAST(v AS BIGINT)"
                  + " WHEN t = 'BOOLEAN' THEN CAST(v = 'true' AS BIGINT)"
                  + " WHEN t IN ('DOUBLE', 'FLOAT') THEN TRY_CAST(round(TRY_CAST(v AS DOUBLE)) AS BIGINT)"
                  + " WHEN t LIKE 'DECIMAL%' THEN TRY_CAST(round(TRY_CAST(v AS DECIMAL(38,9)), 0) AS BIGINT)"
                  + " WHEN t = 'VARCHAR' AND regexp_full_match(v, '\\s*[+-]?\\d+\\s*') THEN TRY_CAST(trim(v) AS BIGINT)"
                  + " ELSE NULL END"),
          macro("bq_safe_int(x)", "bq_int_of(CAST(x AS VARCHAR), typeof(x))"),
          macro(
              "bq_int(x)",
              "CASE WHEN x IS NULL THEN NULL ELSE coalesce(bq_safe_int(x),"
                  + " error('Bad int64 value: ' || CAST(x AS VARCHAR))) END"),
          macro(
              "bq_safe_bool(x)",
              "CASE WHEN typeof(x) = 'VARCHAR' THEN CASE lower(CAST(x AS VARCHAR))"
                  + " WHEN 'true' THEN true WHEN 'false' THEN false ELSE NULL END"
                  + " ELSE TRY_CAST(CAST(x AS VARCHAR) AS BOOLEAN) END"),
          macro(
              "bq_bool(x)",
              "CASE WHEN x IS NULL THEN NULL ELSE coalesce(bq_safe_bool(x),"
                  + " error('Bad bool value: ' || CAST(x AS VARCHAR))) END"),
          macro("bq_safe_element(a, i)", "CASE WHEN i < 0 THEN NULL ELSE a[i + 1] END"),
          macro(
              "bq_element(a, i)",
              "CASE WHEN i < 0 OR i >= len(a) THEN error('Array index ' || i || ' is out of bounds')"
                  + " ELSE a[i + 1] END"));

  private Macros() {}

  private static String macro(String signature, String body) {
    return "CREATE OR REPLACE MACRO " + signature + " AS " + body;
  }
}
