package dev.hayase.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hayase.event.change.RowImage;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.MalformedRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The forms are those of `loader-service/TYPES.md`.
class RowJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          BOOL       | true                             | true                 | true
          BOOL       | "true"                           | is neither           | true
          BOOL       | "TRUE"                           | is neither           | is neither
          BOOL       | 1                                | is neither           | is neither
          INT64      | 9223372036854775807              | 9223372036854775807  | 9223372036854775807
          INT64      | 9223372036854775808              | is greater           | is greater
          INT64      | -9223372036854775809             | is greater           | is greater
          INT64      | 1.0                              | is no integer        | 1
          INT64      | 1e3                              | is no integer        | 1000
          INT64      | 1e999999999                      | is no integer        | is greater
          INT64      | 1.5                              | is no integer        | is no integer
          INT64      | "7"                              | is no number         | 7
          INT64      | "7.0"                            | is no number         | is no integer
          INT64      | true                             | is no number         | is no number
          INT64      | [1]                              | is no number         | is no number
          FLOAT64    | 0.1                              | 0.1                  | 0.1
          FLOAT64    | -0.0                             | -0.0                 | -0.0
          FLOAT64    | 1.7976931348623159e308           | is greater           | is greater
          FLOAT64    | 9007199254740992                 | 9.007199254740992E15 | 9.007199254740992E15
          FLOAT64    | 9007199254740993                 | is an integer that   | is an integer that
          FLOAT64    | 12345678901234567000             | 1.2345678901234567E19 | 1.2345678901234567E19
          FLOAT64    | "NaN"                            | NaN                  | NaN
          FLOAT64    | "-Infinity"                      | -Infinity            | -Infinity
          FLOAT64    | "1.5"                            | is no number         | 1.5
          FLOAT64    | "inf"                            | is no number         | is no number
          NUMERIC    | 12.50                            | 12.5                 | 12.5
          NUMERIC    | "12.50"                          | 12.5                 | 12.5
          NUMERIC    | 99999999999999999999999999999.999999999 | 99999999999999999999999999999.999999999 | 99999999999999999999999999999.999999999
          NUMERIC    | 100000000000000000000000000000   | is greater           | is greater
          NUMERIC    | 0.0000000001                     | has more than the 9  | has more than the 9
          NUMERIC    | 1e3                              | 1000                 | 1000
          NUMERIC    | 1e999999999                      | is greater           | is greater
          NUMERIC    | "NaN"                            | is NaN               | is NaN
          NUMERIC    | "twelve"                         | is no decimal        | is no decimal
          NUMERIC    | true                             | is no number         | is no number
          BIGNUMERIC | "-578960446186580977117854925043439539266.34992332820282019728792003956564819968" | -578960446186580977117854925043439539266.34992332820282019728792003956564819968 | -578960446186580977117854925043439539266.34992332820282019728792003956564819968
          BIGNUMERIC | "578960446186580977117854925043439539266.34992332820282019728792003956564819968"  | is greater | is greater
          BIGNUMERIC | 1e-38                            | 1E-38                | 1E-38
          STRING     | "text"                           | text                 | text
          STRING     | "\\ud83e\\udd89"                 | 🦉                   | 🦉
          STRING     | "\\ud800"                        | holds half           | holds half
          STRING     | 7                                | is not the JSON string | is not the JSON string
          BYTES      | "AAEC/w"                         | 000102ff             | 000102ff
          BYTES      | "AAEC_w=="                       | is not base64        | is not base64
          DATE       | "9999-12-31"                     | 9999-12-31           | 9999-12-31
          DATE       | "10000-01-01"                    | is outside           | is outside
          DATE       | "0000-12-31"                     | is outside           | is outside
          DATE       | "2026-02-29"                     | is no date           | is no date
          DATE       | "2026-11-23T00:00:00"            | is not written       | is not written
          DATE       | "infinity"                       | is infinite          | is infinite
          DATE       | "23.11.2026"                     | is not written       | is not written
          TIME       | "10:00"                          | 10:00                | 10:00
          TIME       | "23:59:59.999999"                | 23:59:59.999999      | 23:59:59.999999
          TIME       | "23:59:59.9999991"               | is finer             | is finer
          TIME       | "23:59:60"                       | is no time           | is no time
          TIME       | "24:00:00"                       | is 24:00             | is 24:00
          TIME       | "10:00:00Z"                      | is not written       | is not written
          DATETIME   | "2026-11-23 10:00:00.5"          | 2026-11-23T10:00:00.500 | 2026-11-23T10:00:00.500
          DATETIME   | "2026-11-23T10:00:00Z"           | is not written       | is not written
          TIMESTAMP  | "2026-11-23T10:00:00.123456+09:00" | 2026-11-23T01:00:00.123456Z | 2026-11-23T01:00:00.123456Z
          TIMESTAMP  | "2026-11-23 10:00:00+00"         | 2026-11-23T10:00:00Z | 2026-11-23T10:00:00Z
          TIMESTAMP  | "2026-11-23T10:00:00.1234560Z"   | 2026-11-23T10:00:00.123456Z | 2026-11-23T10:00:00.123456Z
          TIMESTAMP  | "0001-01-01T00:00:00+00:01"      | is outside           | is outside
          TIMESTAMP  | "2026-11-23T10:00:00"            | has no offset        | has no offset
          TIMESTAMP  | 1700000000                       | is not the JSON string | is not the JSON string
          JSON       | {"a":[1,null,"x"]}               | is not the JSON string | {"a":[1,null,"x"]}
          JSON       | "{\\"a\\":1}"                    | {"a":1}              | "{\\"a\\":1}"
          JSON       | 18446744073709551615             | is not the JSON string | 18446744073709551615
          JSON       | 0.10                             | is not the JSON string | 0.10
          """)
  void everyFormIsReadAsTheLoaderReadsIt(
      ColumnType type, String json, String inChanges, String inDocuments) {
    assertThat(read(type, json, JsonForm.CHANGE)).startsWith(inChanges);
    assertThat(read(type, json, JsonForm.DOCUMENT)).startsWith(inDocuments);
  }

  private static String read(ColumnType type, String json, JsonForm form) {
    Column column = Sample.column(type).named("v");
    try {
      Object value = read(column, "{\"v\":" + json + "}", form);
      return value instanceof ByteBuffer bytes ? hex(bytes) : String.valueOf(value);
    } catch (MalformedRecordException e) {
      return String.valueOf(e.getMessage()).replace("Column 'v' ", "");
    }
  }

  private static @Nullable Object read(Column column, String json, JsonForm form) {
    return new RowJson(new Layout(List.of(column)), form).read(RowImage.of(json)).get(0);
  }

  private static String hex(ByteBuffer bytes) {
    StringBuilder hex = new StringBuilder();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      hex.append("%02x".formatted(bytes.get(i)));
    }
    return hex.toString();
  }

  @Test
  void columnsAreFoundByNameAndOthersPassedOver() {
    RowJson json =
        new RowJson(
            new Layout(
                List.of(
                    Column.nullable("plan", ColumnType.STRING),
                    Column.nullable("tags", ColumnType.STRING).in(Mode.REPEATED),
                    Column.nullable("paid", ColumnType.BOOL))),
            JsonForm.CHANGE);
    assertThat(
            json.read(RowImage.of("{\"x\":{\"plan\":1},\"paid\":true,\"y\":[[]],\"plan\":null}")))
        .isEqualTo(new Row(null, List.of(), true));
  }

  @Test
  void refusalsNameTheColumnAndNoValue() {
    Column struct = Sample.column(ColumnType.STRUCT).named("v").in(Mode.REPEATED);
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> read(struct, "{\"v\":[{},{\"n\":\"secret\"}]}", JsonForm.CHANGE))
        .withMessage("Column 'v[1].n' is no number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"v":secret}
          {"v":
          [1]
          """)
  void whatIsNoJsonObjectIsRefusedWithoutQuotingIt(String json) {
    assertThatExceptionOfType(MalformedRecordException.class)
        .isThrownBy(() -> read(Sample.column(ColumnType.STRING).named("v"), json, JsonForm.CHANGE))
        .withMessageStartingWith("A row is no")
        .withMessageNotContaining("secret");
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("rows") Written written) {
    byte[] json = new RowText(written.layout).write(written.row);
    assertThat(new RowJson(written.layout, JsonForm.CHANGE).read(RowImage.of(json)))
        .as(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(written.row);
  }

  @Provide
  Arbitrary<Written> rows() {
    return Arbitraries.of(Sample.columns())
        .list()
        .uniqueElements()
        .ofMaxSize(4)
        .flatMap(columns ->
            Combinators.combine(columns.stream().map(Sample::values).toList())
                .as(values -> new Written(new Layout(columns), new Row(values.toArray()))));
  }

  record Written(Layout layout, Row row) {}
}
