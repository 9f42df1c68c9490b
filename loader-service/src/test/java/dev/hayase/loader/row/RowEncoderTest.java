package dev.hayase.loader.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.bigquery.RowMessages;
import dev.hayase.records.row.ChangeRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.RowEncoder;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Decodes with Google's protobuf and compares with Google's own encoders.
class RowEncoderTest {
  private static final String SEQUENCE = "0000000000000001/0000000000000002";
  private final RowEncoder encoder = new RowEncoder();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 127, 128, Long.MAX_VALUE, Long.MIN_VALUE, -9223372036854775807L})
  void integersArriveAsTheyAre(long value) {
    assertThat(field(ColumnType.INT64, Long.toString(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "1.5",
        "1e3",
        "\"1\"",
        "true",
        "{}",
        "[1]"
      })
  void whatIsNoIntegerIsUnfit(String json) {
    assertThat(unfit(ColumnType.INT64, json).column()).contains("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "0.1",
        "1.5",
        "-1.1",
        "123456789012345",
        "1234567890123456800",
        "1e-320",
        "4.9E-324",
        "1.7976931348623157E308",
        "0.30000000000000004",
        "3.4028235E38",
        "1e22",
        "100.0",
        "0.000001"
      })
  void floatsArriveAsTheNearestDouble(String json) {
    assertThat(field(ColumnType.FLOAT64, json)).isEqualTo(Double.parseDouble(json));
  }

  @Test
  void floatsThatAreNoNumbersArrive() {
    assertThat(field(ColumnType.FLOAT64, "\"NaN\"")).isEqualTo(Double.NaN);
    assertThat(field(ColumnType.FLOAT64, "\"Infinity\"")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(field(ColumnType.FLOAT64, "\"-Infinity\"")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "9007199254740993", "\"infinite\"", "\"1\"", "null1", "tru"})
  void whatIsNoFloatIsUnfit(String json) {
    unfit(ColumnType.FLOAT64, json);
  }

  @Test
  void booleansArrive() {
    assertThat(field(ColumnType.BOOL, "true")).isEqualTo(true);
    assertThat(field(ColumnType.BOOL, "false")).isEqualTo(false);
    unfit(ColumnType.BOOL, "\"true\"");
    unfit(ColumnType.BOOL, "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "山田🦉",
        "tab\\tquote\\\"back\\\\slash\\/",
        "\\u0000\\u00e9\\ud83e\\udd89",
        "é",
        "line\\nfeed",
        " spaces "
      })
  void textArrives(String escaped) {
    String expected =
        escaped
            .replace("\\t", "\t")
            .replace("\\\"", "\"")
            .replace("\\\\", "\\")
            .replace("\\/", "/")
            .replace("\\n", "\n")
            .replace("\\u0000", "\0")
            .replace("\\u00e9", "é")
            .replace("\\ud83e\\udd89", "🦉");
    assertThat(field(ColumnType.STRING, '"' + escaped + '"')).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"\\x\"",
        "\"\\u12\"",
        "1",
        "true",
        "\"bare\ncontrol\"",
        "\"open"
      })
  void whatIsNoTextIsUnfit(String json) {
    unfit(ColumnType.STRING, json);
  }

  @Test
  void invalidUtf8IsUnfit() {
    byte[][] wrong = {
      {(byte) 0xC0, (byte) 0xAF},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
      {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xE0, (byte) 0x80, (byte) 0x80},
      {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0x80},
      {(byte) 0xE3, (byte) 0x81},
      {(byte) 0xC3}
    };
    for (byte[] bytes : wrong) {
      byte[] start = "{\"after\":{\"id\":1,\"v\":\"".getBytes(UTF_8);
      byte[] end = "\"},\"source\":{\"ts_us\":5},\"op\":\"c\"}".getBytes(UTF_8);
      byte[] value = new byte[start.length + bytes.length + end.length];
      System.arraycopy(start, 0, value, 0, start.length);
      System.arraycopy(bytes, 0, value, start.length, bytes.length);
      System.arraycopy(end, 0, value, start.length + bytes.length, end.length);

      Encoded encoded = encoder.encode(plan(ColumnType.STRING), record(null, value));

      assertThat(encoded)
          .isEqualTo(new Encoded.Unfit("the text is not valid UTF-8", Optional.of("v")));
    }
  }

  @Test
  void bytesArrive() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    String base64 = Base64.getEncoder().encodeToString(all);
    assertThat(field(ColumnType.BYTES, '"' + base64 + '"')).isEqualTo(ByteString.copyFrom(all));
    assertThat(field(ColumnType.BYTES, "\"\"")).isEqualTo(ByteString.EMPTY);
    unfit(ColumnType.BYTES, "\"*\"");
    unfit(ColumnType.BYTES, "\"QQ=\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01",
        "9999-12-31",
        "1970-01-01",
        "1969-12-31",
        "2024-02-29",
        "1900-02-28",
        "2000-02-29",
        "1582-10-15"
      })
  void datesArrive(String date) {
    assertThat(field(ColumnType.DATE, '"' + date + '"'))
        .isEqualTo((int) LocalDate.parse(date).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "infinity",
        "-infinity",
        "10000-01-01",
        "+10000-01-01",
        "-0001-01-01",
        "0000-12-31",
        "2023-02-29",
        "2023-13-01",
        "2023-00-01",
        "2023-01-32",
        "2023-1-1",
        "",
        "2023-01-01T",
        "294276-12-31",
        "99999-01-01",
        "-4712-01-01"
      })
  void whatIsNoDateOfBigQueryIsUnfit(String date) {
    unfit(ColumnType.DATE, '"' + date + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00:00:00",
        "23:59:59.999999",
        "10:00:00.123456",
        "10:00:00.1",
        "10:00",
        "12:34:56.000001000"
      })
  void timesArrive(String time) {
    assertThat(field(ColumnType.TIME, '"' + time + '"'))
        .isEqualTo(CivilTimeEncoder.encodePacked64TimeMicrosLocalTime(LocalTime.parse(time)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "24:00:00",
        "23:60:00",
        "23:59:60",
        "25:00:00",
        "10:00:00.1234567",
        "10:00:00.",
        "10",
        "10:00:00Z",
        "-01:00:00"
      })
  void whatIsNoTimeOfBigQueryIsUnfit(String time) {
    unfit(ColumnType.TIME, '"' + time + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59.999999",
        "2024-01-31T10:00:00.123456",
        "1969-12-31T23:59:59.5",
        "2024-01-31T10:00"
      })
  void dateTimesArrive(String dateTime) {
    assertThat(field(ColumnType.DATETIME, '"' + dateTime + '"'))
        .isEqualTo(
            CivilTimeEncoder.encodePacked64DatetimeMicrosLocalDateTime(
                LocalDateTime.parse(dateTime)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "infinity",
        "10000-01-01T00:00:00",
        "2024-01-31T24:00:00",
        "2024-01-31",
        "2024-01-31T10:00:00Z",
        "-0001-01-01T00:00:00",
        "2024-01-31T10:00:00.0000001"
      })
  void whatIsNoDateTimeOfBigQueryIsUnfit(String dateTime) {
    unfit(ColumnType.DATETIME, '"' + dateTime + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "2024-01-31T10:00:00.123456Z",
        "1969-12-31T23:59:59.999999Z",
        "2024-01-31T19:00:00.5+09:00",
        "2024-01-31T10:00:00-03:30",
        "1960-01-01T00:00:00.000001Z"
      })
  void timestampsArrive(String timestamp) {
    assertThat(field(ColumnType.TIMESTAMP, '"' + timestamp + '"'))
        .isEqualTo(
            ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(timestamp).toInstant()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "infinity",
        "-infinity",
        "10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2024-01-31T10:00:00",
        "2024-01-31T10:00:00.1234567Z",
        "-0043-01-01T00:00:00Z",
        "2024-01-31T24:00:00Z"
      })
  void whatIsNoTimestampOfBigQueryIsUnfit(String timestamp) {
    unfit(ColumnType.TIMESTAMP, '"' + timestamp + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "-1",
        "127",
        "128",
        "-128",
        "-129",
        "0.000000001",
        "-0.000000001",
        "123.45",
        "99999999999999999999999999999.999999999",
        "-99999999999999999999999999999.999999999",
        "1E+3",
        "1.50",
        "1.000000000000",
        "123456789.123456789",
        "999999999",
        "-999999999.999999999",
        "0.1",
        "12345678901234567"
      })
  void numericsArrive(String decimal) {
    assertThat((String) field(ColumnType.NUMERIC, '"' + decimal + '"'))
        .matches("-?[0-9]+(\\.[0-9]{1,9})?")
        .satisfies(
            text -> assertThat(new BigDecimal(text)).isEqualByComparingTo(new BigDecimal(decimal)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000000000000000000000000000",
        "-100000000000000000000000000000",
        "0.0000000001",
        "NaN",
        "Infinity",
        "-Infinity",
        "",
        "1,5",
        "abc",
        "1E+1000000",
        "1E-1000000",
        "--1",
        "."
      })
  void whatIsNoNumericIsUnfit(String decimal) {
    unfit(ColumnType.NUMERIC, '"' + decimal + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "0.00000000000000000000000000000000000001",
        "12345678901234567890123456789012345678",
        "-99999999999999999999999999999999999999.99999999999999999999999999999999999999",
        "578960446186580977117854925043439539266.34992332820282019728792003956564819967",
        "-578960446186580977117854925043439539266.34992332820282019728792003956564819968"
      })
  void bigNumericsArrive(String decimal) {
    assertThat((String) field(ColumnType.BIGNUMERIC, '"' + decimal + '"'))
        .matches("-?[0-9]+(\\.[0-9]{1,38})?")
        .satisfies(
            text -> assertThat(new BigDecimal(text)).isEqualByComparingTo(new BigDecimal(decimal)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "578960446186580977117854925043439539266.34992332820282019728792003956564819968",
        "-578960446186580977117854925043439539266.34992332820282019728792003956564819969",
        "0.000000000000000000000000000000000000001",
        "NaN"
      })
  void whatIsNoBigNumericIsUnfit(String decimal) {
    unfit(ColumnType.BIGNUMERIC, '"' + decimal + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "\"text\"",
        "1",
        "-9223372036854775808",
        "18446744073709551615",
        "0.1",
        "{\"a\":[1,{\"b\":null}],\"c\":\"山\"}",
        " { } ",
        "1.5e10",
        "100000000000000000000"
      })
  void jsonThatBigQueryHoldsExactlyArrivesAsItWasWritten(String json) {
    assertThat(field(ColumnType.JSON, quoted(json))).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":}",
        "[1,]",
        "nul",
        "01",
        "1 2",
        "{\"a\":1,\"a\":2}",
        "0.1234567890123456789",
        "18446744073709551617",
        "1e999",
        "1e400000000000000000000",
        "'a'",
        "\"\\ud800\"",
        "{a:1}",
        "[1}",
        "+1",
        ".5",
        "1."
      })
  void jsonThatBigQueryDoesNotHoldExactlyIsUnfit(String json) {
    unfit(ColumnType.JSON, quoted(json));
  }

  @Test
  void deepJsonIsUnfitAndNotAnOverflow() {
    unfit(ColumnType.JSON, quoted("[".repeat(100_000)));
  }

  @Test
  void repeatedNamesAreNotLookedForWhereTheSourceHasNone() {
    TreeMap<String, String> jsonb = new TreeMap<>();
    jsonb.put("v", "jsonb");
    TableSchema schema =
        new TableSchema(
            List.of(Column.nullable("id", ColumnType.INT64), Column.nullable("v", ColumnType.JSON)),
            List.of("id"),
            jsonb);
    RowPlan plan =
        ready(RowPlan.compile(schema, TableMode.MIRROR, shape(schema, TableMode.MIRROR)));
    assertThat(encoder.encode(plan, upsert("{\"id\":1,\"v\":\"{}\"}")))
        .isInstanceOf(Encoded.Row.class);
  }

  @Test
  void nullsAreLeftOut() {
    DynamicMessage message = decode(plan(ColumnType.STRING), upsert("{\"id\":1,\"v\":null}"));
    assertThat(named(message)).doesNotContainKey("v").containsEntry("id", 1L);
  }

  @Test
  void aMirrorsRowSaysWhatItDoesAndWhen() {
    DynamicMessage message = decode(plan(ColumnType.STRING), upsert("{\"id\":1,\"v\":\"x\"}"));
    assertThat(named(message))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "id",
                1L,
                "v",
                "x",
                "_CHANGE_TYPE",
                "UPSERT",
                "_CHANGE_SEQUENCE_NUMBER",
                SEQUENCE,
                "_hayase_seq",
                SEQUENCE));
  }

  @Test
  void aMirrorsDeletionHasTheKeyOnly() {
    byte[] value =
        "{\"before\":{\"id\":7,\"v\":\"x\"},\"after\":null,\"source\":{\"ts_us\":5},\"op\":\"d\"}"
            .getBytes(UTF_8);
    DynamicMessage message = decode(plan(ColumnType.STRING), record("{\"id\":7}", value));
    assertThat(named(message))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "id",
                7L,
                "_CHANGE_TYPE",
                "DELETE",
                "_CHANGE_SEQUENCE_NUMBER",
                SEQUENCE,
                "_hayase_seq",
                SEQUENCE));
  }

  @Test
  void fieldsMayComeInAnyOrderAndTheEnvelopeMayHaveMore() {
    byte[] value =
        "{\"op\":\"u\",\"ts_ms\":1,\"source\":{\"lsn\":1,\"ts_ms\":7,\"snapshot\":\"first\"},\"after\":{\"v\":\"x\",\"id\":1},\"before\":null,\"transaction\":{\"a\":[1]}}"
            .getBytes(UTF_8);
    Encoded encoded = encoder.encode(plan(ColumnType.STRING), record(null, value));
    assertThat(encoded)
        .isInstanceOfSatisfying(
            Encoded.Row.class,
            row -> {
              assertThat(row.commitMicros()).isEqualTo(7_000);
              assertThat(row.snapshot()).isTrue();
            });
  }

  @Test
  void anInlineSchemaBlockIsPassedOver() {
    byte[] value =
        "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"before\":null,\"after\":{\"id\":1,\"v\":\"x\"},\"source\":{\"ts_us\":5},\"op\":\"c\"}}"
            .getBytes(UTF_8);
    assertThat(encoder.encode(plan(ColumnType.STRING), record(null, value)))
        .isInstanceOf(Encoded.Row.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"id\":1}|v|is in the record's schema but not in the record",
        "{\"id\":1,\"v\":\"x\",\"w\":1}|w|is in the record but not in the record's schema",
        "{\"id\":1,\"v\":\"x\",\"v\":\"y\"}|v|stands twice in the record",
        "{\"id\":null,\"v\":\"x\"}|id|is null and belongs to the primary key",
        "{\"id\":1,\"v\":\"__debezium_unavailable_value\"}|v|is missing: the capture did not"
            + " resolve an unchanged TOAST value"
      })
  void rowsThatAreNotTheirSchemasAreUnfit(String after, String column, String reason) {
    assertThat(encoder.encode(plan(ColumnType.STRING), upsert(after)))
        .isEqualTo(new Encoded.Unfit(reason, Optional.of(column)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"op\":\"c\"}",
        "{\"after\":{\"id\":1,\"v\":\"x\"},\"source\":{\"ts_us\":5},\"op\":\"x\"}",
        "{\"after\":{\"id\":1,\"v\":\"x\"},\"source\":{\"ts_us\":5},\"op\":\"d\"}",
        "{\"after\":null,\"source\":{\"ts_us\":5},\"op\":\"c\"}",
        "{\"after\":{\"id\":1,\"v\":\"x\"},\"op\":\"c\"}",
        "{\"after\":{\"id\":1,\"v\":\"x\"},\"source\":{\"ts_us\":5},\"op\":\"c\"} x",
        "{\"after\":{\"id\":1,\"v\":\"x\"},\"after\":{\"id\":1,\"v\":\"x\"},\"source\":{\"ts_us\":5},\"op\":\"c\"}",
        "{\"after\":7,\"source\":{\"ts_us\":5},\"op\":\"c\"}"
      })
  void whatIsNoEnvelopeIsUnfit(String value) {
    assertThat(encoder.encode(plan(ColumnType.STRING), record(null, value.getBytes(UTF_8))))
        .isInstanceOf(Encoded.Unfit.class);
  }

  @Test
  void anEncoderIsAsGoodAsNewAfterAnUnfitRecord() {
    RowPlan plan = plan(ColumnType.INT64);
    Encoded before = encoder.encode(plan, upsert("{\"id\":1,\"v\":2}"));
    encoder.encode(plan, upsert("{\"id\":1,\"v\":\"bad\"}"));
    Encoded after = encoder.encode(plan, upsert("{\"id\":1,\"v\":2}"));
    assertThat(((Encoded.Row) after).protobuf()).isEqualTo(((Encoded.Row) before).protobuf());
  }

  @Test
  void deletesWithoutAKeyAreUnfit() {
    byte[] value =
        "{\"before\":null,\"after\":null,\"source\":{\"ts_us\":5},\"op\":\"d\"}".getBytes(UTF_8);
    assertThat(encoder.encode(plan(ColumnType.STRING), record(null, value)))
        .isEqualTo(new Encoded.Unfit("a delete came without a key", Optional.empty()));
    assertThat(encoder.encode(plan(ColumnType.STRING), record("{\"v\":\"x\"}", value)))
        .isEqualTo(
            new Encoded.Unfit(
                "the record's key is not the primary key of its schema", Optional.empty()));
  }

  @Test
  void aRowTooLargeForARequestIsUnfit() {
    String large = "x".repeat(RowEncoder.LARGEST_ROW);
    assertThat(
            encoder.encode(plan(ColumnType.STRING), upsert("{\"id\":1,\"v\":\"" + large + "\"}")))
        .isInstanceOf(Encoded.Unfit.class);
  }

  @Test
  void aColumnOfAnotherTypeInBigQueryIsAConflictUnlessNothingCanBeLost() {
    for (ColumnType source :
        List.of(
            ColumnType.INT64,
            ColumnType.NUMERIC,
            ColumnType.BIGNUMERIC,
            ColumnType.STRING,
            ColumnType.TIMESTAMP)) {
      for (ColumnType there :
          List.of(
              ColumnType.INT64,
              ColumnType.NUMERIC,
              ColumnType.BIGNUMERIC,
              ColumnType.STRING,
              ColumnType.DATETIME,
              ColumnType.FLOAT64)) {
        TableSchema schema = TableSchema.of(List.of(Column.nullable("v", source)), List.of());
        TableShape shape = TableShape.EMPTY.with("v", Optional.of(there));
        boolean decimals =
            List.of(ColumnType.INT64, ColumnType.NUMERIC, ColumnType.BIGNUMERIC).contains(source)
                && List.of(ColumnType.NUMERIC, ColumnType.BIGNUMERIC).contains(there);
        boolean exactFloats = source == ColumnType.INT64 && there == ColumnType.FLOAT64;
        assertThat(
                RowPlan.compile(schema, TableMode.HISTORY, shape) instanceof RowPlan.Compiled.Ready)
            .as("%s into %s", source, there)
            .isEqualTo(source == there || decimals || exactFloats);
      }
    }
  }

  @Test
  void numbersGoIntoDecimalColumns() {
    TableSchema schema = TableSchema.of(List.of(Column.nullable("v", ColumnType.INT64)), List.of());
    TableShape shape = TableShape.EMPTY.with("v", Optional.of(ColumnType.NUMERIC));
    for (String name : List.of(OwnColumns.OPERATION, OwnColumns.SEQUENCE, OwnColumns.SNAPSHOT_ID)) {
      shape = shape.with(name, Optional.of(ColumnType.STRING));
    }
    shape = shape.with(OwnColumns.COMMITTED_AT, Optional.of(ColumnType.TIMESTAMP));
    shape =
        shape
            .with(OwnColumns.PARTITION, Optional.of(ColumnType.INT64))
            .with(OwnColumns.OFFSET, Optional.of(ColumnType.INT64));
    RowPlan plan = ready(RowPlan.compile(schema, TableMode.HISTORY, shape));
    DynamicMessage message = decode(plan, upsert("{\"v\":-12}"));
    assertThat(named(message)).containsEntry("v", "-12");
  }

  private Object field(ColumnType type, String json) {
    @Nullable Object value =
        named(decode(plan(type), upsert("{\"id\":1,\"v\":" + json + "}"))).get("v");
    return Objects.requireNonNull(value);
  }

  private Encoded.Unfit unfit(ColumnType type, String json) {
    Encoded encoded = encoder.encode(plan(type), upsert("{\"id\":1,\"v\":" + json + "}"));
    assertThat(encoded).isInstanceOf(Encoded.Unfit.class);
    return (Encoded.Unfit) encoded;
  }

  private static String quoted(String json) {
    return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static ChangeRecord upsert(String after) {
    return record(
        null,
        ("{\"before\":null,\"after\":" + after + ",\"source\":{\"ts_us\":5},\"op\":\"c\"}")
            .getBytes(UTF_8));
  }

  private static ChangeRecord record(@Nullable String key, byte[] value) {
    return new ChangeRecord(key == null ? null : key.getBytes(UTF_8), value, SEQUENCE, null, 0, 0);
  }

  private static RowPlan plan(ColumnType type) {
    TableSchema schema =
        TableSchema.of(
            List.of(Column.nullable("id", ColumnType.INT64), Column.nullable("v", type)),
            List.of("id"));
    return ready(RowPlan.compile(schema, TableMode.MIRROR, shape(schema, TableMode.MIRROR)));
  }

  private static TableShape shape(TableSchema schema, TableMode mode) {
    TableShape shape = TableShape.EMPTY;
    for (Column column : schema.columns()) {
      shape = shape.with(column.name(), Optional.of(column.type()));
    }
    return mode == TableMode.MIRROR
        ? shape.with(OwnColumns.SEQUENCE, Optional.of(ColumnType.STRING))
        : shape;
  }

  private static RowPlan ready(RowPlan.Compiled compiled) {
    assertThat(compiled).isInstanceOf(RowPlan.Compiled.Ready.class);
    return ((RowPlan.Compiled.Ready) compiled).plan();
  }

  private DynamicMessage decode(RowPlan plan, ChangeRecord change) {
    Encoded encoded = encoder.encode(plan, change);
    assertThat(encoded).isInstanceOf(Encoded.Row.class);
    try {
      FileDescriptor file =
          FileDescriptor.buildFrom(
              FileDescriptorProto.newBuilder().addMessageType(RowMessages.descriptor(plan)).build(),
              new FileDescriptor[0]);
      Descriptor row = file.getMessageTypes().getFirst();
      DynamicMessage message = DynamicMessage.parseFrom(row, ((Encoded.Row) encoded).protobuf());
      assertThat(message.getUnknownFields().asMap()).isEmpty();
      return message;
    } catch (DescriptorValidationException | InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> named(DynamicMessage message) {
    Map<String, Object> fields = new TreeMap<>();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      fields.put(field.getKey().getName(), field.getValue());
    }
    return fields;
  }
}
