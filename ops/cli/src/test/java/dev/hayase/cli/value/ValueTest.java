package dev.hayase.cli.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.ColumnType;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTest {
  record Pair(
      String type,
      boolean array,
      ColumnType target,
      @Nullable String postgres,
      @Nullable String bigQuery) {}

  static Stream<Pair> same() {
    return Stream.of(
        pair("int4", ColumnType.INT64, "-5", "-5"),
        pair("text", ColumnType.STRING, "", ""),
        pair("text", ColumnType.STRING, null, null),
        pair("bool", ColumnType.BOOL, "t", "true"),
        pair("bit", ColumnType.BOOL, "0", "false"),
        pair("numeric", ColumnType.NUMERIC, "1.50", "1.5"),
        pair("numeric", ColumnType.NUMERIC, "0.000", "0"),
        pair("numeric", ColumnType.BIGNUMERIC, "100", "1E+2"),
        pair("numeric", ColumnType.STRING, "1.50", "1.50"),
        pair("money", ColumnType.NUMERIC, "-$1,234.50", "-1234.5"),
        pair("float8", ColumnType.FLOAT64, "NaN", "NaN"),
        pair("float8", ColumnType.FLOAT64, "-Infinity", "-inf"),
        pair("float8", ColumnType.FLOAT64, "1e-05", "1.0E-5"),
        pair("float4", ColumnType.FLOAT64, "0.1", "0.10000000149011612"),
        pair("float4", ColumnType.FLOAT64, "0.1", "0.1"),
        pair("bytea", ColumnType.BYTES, "\\x00ff", "AP8="),
        pair("varbit", ColumnType.BYTES, "101", "oA=="),
        pair("date", ColumnType.DATE, "0001-01-01", "0001-01-01"),
        pair("time", ColumnType.TIME, "10:00:00", "10:00:00.000000"),
        pair(
            "timestamp",
            ColumnType.DATETIME,
            "2024-01-31 10:00:00.5",
            "2024-01-31T10:00:00.500000"),
        pair(
            "timestamptz",
            ColumnType.TIMESTAMP,
            "2024-01-31 10:00:00.123456+00",
            "1706695200123456"),
        pair("timestamptz", ColumnType.TIMESTAMP, "2024-01-31 10:00:00.5+00", "1.7066952005E9"),
        pair("interval", ColumnType.STRING, "P1Y2DT-3H", "P1Y0M2DT-3H0M0S"),
        pair("timetz", ColumnType.STRING, "10:00:00+09", "01:00:00Z"),
        pair("jsonb", ColumnType.JSON, "{\"a\": 1.0, \"b\": [null]}", "{\"b\":[null],\"a\":1}"),
        pair("jsonb", ColumnType.JSON, "18446744073709551615", "18446744073709551615"),
        array("int4", "{1,NULL,-2}", "[1,null,-2]"),
        array("int4", "[0:1]={7,8}", "[7,8]"),
        array("text", "{\"a,b\",NULL,\"NULL\",\"\"}", "[\"a,b\",null,\"NULL\",\"\"]"),
        array("text", "{{a,b},{c,\"q\\\"\\\\\"}}", "[[\"a\",\"b\"],[\"c\",\"q\\\"\\\\\"]]"),
        array("numeric", "{1.50}", "[\"1.50\"]"),
        array("float8", "{NaN,0.5}", "[\"NaN\",0.5]"),
        array("bool", "{t,f}", "[true,false]"),
        array("timestamptz", "{\"2024-01-31 10:00:00+00\"}", "[\"2024-01-31T10:00:00Z\"]"),
        array("jsonb", "{\"{\\\"k\\\": [1]}\"}", "[{\"k\":[1]}]"),
        array("int4", "{}", "[]"));
  }

  static Stream<Pair> different() {
    return Stream.of(
        pair("text", ColumnType.STRING, "", null),
        pair("text", ColumnType.STRING, "a", "a "),
        pair("float8", ColumnType.FLOAT64, "0", "-0"),
        pair("float8", ColumnType.FLOAT64, "0.1", "0.10000000149011612"),
        pair("numeric", ColumnType.BIGNUMERIC, "NaN", "0"),
        pair("timestamptz", ColumnType.TIMESTAMP, "infinity", "0"),
        pair("date", ColumnType.DATE, "0044-03-15 BC", "0044-03-15"),
        pair("jsonb", ColumnType.JSON, "null", null),
        pair("jsonb", ColumnType.JSON, "\"1\"", "1"),
        pair("interval", ColumnType.STRING, "P1M", "P30D"),
        array("text", "{NULL}", "[\"NULL\"]"),
        array("int4", "{}", null));
  }

  @ParameterizedTest
  @MethodSource("same")
  void bothSidesMeanTheSame(Pair pair) {
    assertThat(source(pair)).isEqualTo(bigQuery(pair));
  }

  @ParameterizedTest
  @MethodSource("different")
  void bothSidesMeanDifferentThings(Pair pair) {
    assertThat(source(pair)).isNotEqualTo(bigQuery(pair));
  }

  private static Value source(Pair pair) {
    return PostgresText.read(
        new SourceType(pair.type(), pair.array()), pair.target(), pair.postgres());
  }

  private static Value bigQuery(Pair pair) {
    return BigQueryText.read(
        new SourceType(pair.type(), pair.array()), pair.target(), pair.bigQuery());
  }

  private static Pair pair(
      String type, ColumnType target, @Nullable String postgres, @Nullable String bigQuery) {
    return new Pair(type, false, target, postgres, bigQuery);
  }

  private static Pair array(String element, String postgres, @Nullable String bigQuery) {
    return new Pair(element, true, ColumnType.JSON, postgres, bigQuery);
  }
}
