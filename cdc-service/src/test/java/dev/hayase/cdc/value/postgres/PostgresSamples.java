package dev.hayase.cdc.value.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// For each type of PostgreSQL values as it prints them, with the extremes and what no other type
/// has.
final class PostgresSamples {
  private static final String NUMERIC_MAX = "9".repeat(29) + "." + "9".repeat(9);

  private PostgresSamples() {}

  /// A type and texts of it.
  record Sample(PostgresColumn column, List<String> texts) {}

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    add(samples, "int2", 21, "-32768", "32767");
    add(samples, "int4", 23, "-2147483648", "2147483647");
    add(samples, "int8", 20, "-9223372036854775808", "9223372036854775807");
    add(samples, "oid", 26, "4294967295");
    add(samples, "float4", 700, "3.4028235e+38", "1e-45", "NaN", "-Infinity");
    add(
        samples,
        "float8",
        701,
        "1.7976931348623157e+308",
        "5e-324",
        "0.1",
        "-0",
        "NaN",
        "Infinity",
        "-Infinity");
    add(samples, decimal(12, 2), "9999999999.99", "-0.01", "NaN");
    add(samples, decimal(38, 9), NUMERIC_MAX, "-" + NUMERIC_MAX);
    add(samples, decimal(38, 38), "0." + "9".repeat(38));
    add(samples, decimal(100, 50), "1" + "0".repeat(49) + "." + "5".repeat(50), "NaN");
    add(samples, decimal(3, -2), "99900");
    add(
        samples,
        "numeric",
        1700,
        "1" + "0".repeat(37) + "." + "0".repeat(37) + "1",
        "0." + "0".repeat(38) + "1",
        "1" + "0".repeat(39),
        "NaN",
        "Infinity");
    add(samples, "money", 790, "$92,233,720,368,547,758.07", "-$0.01");
    add(samples, "bool", 16, "t", "f");
    add(samples, "text", 25, "山田🦉", "");
    add(samples, "varchar", 1043, "a\tb");
    add(samples, "uuid", 2950, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    add(samples, "inet", 869, "192.168.0.1/24");
    add(samples, "interval", 1186, "P1Y2M3DT4H5M6.789S");
    add(
        samples,
        "date",
        1082,
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "0044-03-15 BC",
        "infinity");
    add(samples, "time", 1083, "00:00:00", "23:59:59.999999", "24:00:00");
    add(samples, "timetz", 1266, "10:00:00-03:30");
    add(
        samples,
        "timestamp",
        1114,
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59.999999",
        "294276-12-31 23:59:59.999999",
        "-infinity");
    add(
        samples,
        "timestamptz",
        1184,
        "0001-01-01 00:00:00+00",
        "9999-12-31 23:59:59.999999+00",
        "2024-01-01 00:30:00+05:30",
        "4713-01-01 00:00:00+00 BC",
        "infinity");
    add(samples, "json", 114, "{\"a\": 1, \"a\": 2}", "[1, null]", "1e400");
    add(samples, "jsonb", 3802, "{\"a\": [1, null]}", "18446744073709551616", "null");
    add(samples, "hstore", 99_999, "\"a\"=>\"1\", \"b\"=>NULL");
    add(samples, "bytea", 17, "\\x", "\\xdeadbeef");
    add(samples, bits(1), "1", "0");
    add(samples, bits(10), "1011011101");
    add(samples, "varbit", 1562, "10110");
    add(samples, array("_int4", 1007), "{1,NULL,3}", "{}", "{{1,2},{3,4}}");
    add(samples, array("_text", 1009), "{a,\"NULL\",NULL,\"x,y\"}");
    add(samples, array("_numeric", 1231), "{0.10,NaN}");
    return samples;
  }

  private static void add(List<Sample> samples, String type, int oid, String... texts) {
    add(samples, PostgresColumn.of("v", type, oid), texts);
  }

  private static void add(List<Sample> samples, PostgresColumn column, String... texts) {
    samples.add(new Sample(column, List.of(texts)));
  }

  private static PostgresColumn decimal(int precision, int scale) {
    return new PostgresColumn(
        "v", "numeric", 1700, false, OptionalInt.of(precision), OptionalInt.of(scale));
  }

  private static PostgresColumn bits(int length) {
    return new PostgresColumn("v", "bit", 1560, false, OptionalInt.of(length), OptionalInt.empty());
  }

  private static PostgresColumn array(String type, int oid) {
    return new PostgresColumn("v", type, oid, true, OptionalInt.empty(), OptionalInt.empty());
  }
}
