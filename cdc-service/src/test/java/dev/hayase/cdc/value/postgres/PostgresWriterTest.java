package dev.hayase.cdc.value.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.UnwritableValueException;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresWriterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "int8     | 20   | -9223372036854775808         | -9223372036854775808",
        "oid      | 26   | 4294967295                   | 4294967295",
        "float8   | 701  | 1e+100                       | 1e+100",
        "float8   | 701  | NaN                          | ~\"NaN\"~",
        "float4   | 700  | -Infinity                    | ~\"-Infinity\"~",
        "bool     | 16   | t                            | true",
        "bool     | 16   | false                        | false",
        "numeric  | 1700 | 0.10                         | ~\"0.10\"~",
        "date     | 1082 | 0044-03-15 BC                | ~\"-0043-03-15\"~",
        "date     | 1082 | 0001-12-31 BC                | ~\"0000-12-31\"~",
        "date     | 1082 | 10000-01-01                  | ~\"10000-01-01\"~",
        "date     | 1082 | -infinity                    | ~\"-infinity\"~",
        "time     | 1083 | 24:00:00                     | ~\"24:00:00\"~",
        "timestamp | 1114 | 2024-01-31 10:00:00.5       | ~\"2024-01-31T10:00:00.5\"~",
        "timestamptz | 1184 | 2024-01-31 10:00:00.123456+00 | ~\"2024-01-31T10:00:00.123456Z\"~",
        "timestamptz | 1184 | 2024-01-01 00:30:00+05:30 | ~\"2023-12-31T19:00:00Z\"~",
        "timestamptz | 1184 | 2024-02-28 20:00:00.1-05  | ~\"2024-02-29T01:00:00.1Z\"~",
        "timestamptz | 1184 | 0001-01-01 00:00:00+01    | ~\"0000-12-31T23:00:00Z\"~",
        "timestamptz | 1184 | 0044-03-15 23:00:00-03:30:52 BC | ~\"-0043-03-16T02:30:52Z\"~",
        "timestamptz | 1184 | 294276-12-31 23:59:59.999999+00 | ~\"294276-12-31T23:59:59.999999Z\"~",
        "timestamptz | 1184 | 12024-12-31 23:30:00-01   | ~\"12025-01-01T00:30:00Z\"~",
        "timestamptz | 1184 | infinity                  | ~\"infinity\"~",
        "bytea    | 17   | \\xdeadbeef                  | ~\"3q2+7w==\"~",
        "money    | 790  | -$1,234.56                   | ~\"-1234.56\"~",
        "money    | 790  | ($0.05)                      | ~\"-0.05\"~",
        "jsonb    | 3802 | {\"a\": [1, null]}           | ~\"{\\\"a\\\": [1, null]}\"~",
        "hstore   | 99999 | \"a\"=>\"1\", \"b\"=>NULL    | ~\"{\\\"a\\\":\\\"1\\\",\\\"b\\\":null}\"~",
        "varbit   | 1562 | 10110                        | ~\"10110\"~",
        "timetz   | 1266 | 10:00:00-03:30               | ~\"10:00:00-03:30\"~",
        "mood     | 88888 | o k                         | ~\"o k\"~",
      })
  void aValueKeepsAllOfItself(String type, int oid, String text, String json) {
    // Given
    PostgresColumn column = PostgresColumn.of("c", type, oid);

    // When
    String written = written(column, text);

    // Then
    assertThat(written).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "_int4    | 1007 | {1,NULL,3}                   | ~[1,null,3]~",
        "_int4    | 1007 | {{1,2},{3,4}}                | ~[[1,2],[3,4]]~",
        "_int4    | 1007 | [0:1]={7,8}                  | ~[7,8]~",
        "_int4    | 1007 | {}                           | ~[]~",
        "_text    | 1009 | {\"a,b\",NULL,\"NULL\",\"\"} | ~[\"a,b\",null,\"NULL\",\"\"]~",
        "_text    | 1009 | {\"q\\\"\\\\z\"}             | ~[\"q\\\"\\\\z\"]~",
        "_numeric | 1231 | {NaN,1.50}                   | ~[\"NaN\",\"1.50\"]~",
        "_float8  | 1022 | {NaN,1.5}                    | ~[\"NaN\",1.5]~",
        "_bool    | 1000 | {t,f}                        | ~[true,false]~",
        "_timestamptz | 1185 | {\"2024-01-01 00:00:00+05\"} | ~[\"2023-12-31T19:00:00Z\"]~",
        "_jsonb   | 3807 | {\"{\\\"k\\\": 1}\"}         | ~[{\"k\": 1}]~",
      })
  void anArrayIsJsonWithItsNullsAndDimensions(String type, int oid, String text, String json) {
    // Given
    PostgresColumn column =
        new PostgresColumn("c", type, oid, true, OptionalInt.empty(), OptionalInt.empty());

    // When
    String written = written(column, text);

    // Then
    assertThat(written).isEqualTo(quoted(json));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 2, NUMERIC, 10, 2",
    "38, 9, NUMERIC, 38, 9",
    "38, 10, BIGNUMERIC, 38, 10",
    "76, 38, BIGNUMERIC, 76, 38",
    "77, 38, STRING, ,",
    "5, -2, NUMERIC, ,",
    "3, 5, NUMERIC, ,",
    ", , BIGNUMERIC, ,",
  })
  void aDecimalTakesTheTypeThatHoldsIt(
      @Nullable Integer precision,
      @Nullable Integer scale,
      ColumnType type,
      @Nullable Integer targetPrecision,
      @Nullable Integer targetScale) {
    // Given
    PostgresColumn column =
        new PostgresColumn("c", "numeric", 1700, false, optional(precision), optional(scale));

    // When
    Column target = new PostgresWriter(column, 2).target();

    // Then
    assertThat(target.type()).isEqualTo(type);
    assertThat(target.precision()).isEqualTo(optional(targetPrecision));
    assertThat(target.scale()).isEqualTo(optional(targetScale));
  }

  @Test
  void oneBitIsABooleanAndMoreAreBytesFromTheLeft() {
    // Given
    PostgresColumn one = bits(1);
    PostgresColumn many = bits(10);

    // When
    List<String> written = List.of(written(one, "1"), written(many, "1011000001"));

    // Then
    assertThat(written).containsExactly("true", "\"sEA=\"");
  }

  @Test
  void aTextThatItsTypeDoesNotPrintIsRefusedWithoutShowingIt() {
    // Given
    TableShape shape = shape(List.of(), PostgresColumn.of("secret", "bytea", 17));

    // When / Then
    assertThatThrownBy(() -> shape.row(List.of("hunter2")))
        .isInstanceOf(UnwritableValueException.class)
        .hasMessage("Column 'secret' of type bytea holds a text that the type does not print");
  }

  @Test
  void theKeyHasItsOwnOrderAndNullsStayNulls() {
    // Given
    TableShape shape =
        shape(
            List.of("c", "a"),
            PostgresColumn.of("a", "int4", 23),
            PostgresColumn.of("b", "text", 25),
            PostgresColumn.of("c", "uuid", 2950));
    List<@Nullable String> row = Arrays.asList("1", null, "u");

    // When
    byte[] key = shape.key(row);

    // Then
    assertThat(key).asString().isEqualTo("{\"c\":\"u\",\"a\":1}");
    assertThat(shape.row(row)).isEqualTo(RowImage.of("{\"a\":1,\"b\":null,\"c\":\"u\"}"));
  }

  private static TableShape shape(List<String> key, PostgresColumn... columns) {
    return new TableShape(
        Arrays.stream(columns).map(column -> new PostgresWriter(column, 2)).toList(), key);
  }

  private static String written(PostgresColumn column, String text) {
    TableShape shape = shape(List.of("c"), column);
    byte[] json = requireNonNull(shape.key(List.of(text)));
    String object = new String(json, StandardCharsets.UTF_8);
    return object.substring("{\"c\":".length(), object.length() - 1);
  }

  private static PostgresColumn bits(int length) {
    return new PostgresColumn("c", "bit", 1560, false, OptionalInt.of(length), OptionalInt.empty());
  }

  private static String quoted(String json) {
    return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
