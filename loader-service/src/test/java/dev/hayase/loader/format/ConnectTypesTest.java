package dev.hayase.loader.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.connect.InlineJson;
import dev.hayase.records.format.ConnectLayout;
import dev.hayase.records.format.ConnectTopic;
import dev.hayase.records.table.TableMode;
import io.debezium.data.Bits;
import io.debezium.data.EnumSet;
import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.data.Xml;
import io.debezium.data.geometry.Geometry;
import io.debezium.data.vector.DoubleVector;
import io.debezium.data.vector.SparseDoubleVector;
import io.debezium.time.Date;
import io.debezium.time.Interval;
import io.debezium.time.IsoDate;
import io.debezium.time.IsoTime;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Time;
import io.debezium.time.Timestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each type that Connect and Debezium know, written by Connect's own converter: the column that it
/// becomes, and the value that arrives.
class ConnectTypesTest {
  private static final String UNRESOLVED = "__debezium_unavailable_value";

  private final ConnectFixtures connect = new ConnectFixtures(true);
  private final ConnectRows rows =
      new ConnectRows(
          new ConnectTopic(
              Optional.of(ConnectLayout.ROW),
              List.of(),
              Optional.empty(),
              TableMode.HISTORY,
              ChangeOrder.USUAL),
          new InlineJson(),
          new InlineJson());

  static Stream<Arguments> types() {
    Schema array = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build();
    Schema list = SchemaBuilder.array(Schema.INT32_SCHEMA).build();
    Schema days = SchemaBuilder.array(Date.builder().optional().build()).optional().build();
    Schema moneys = SchemaBuilder.array(decimal(10, 2)).optional().build();
    Schema struct =
        SchemaBuilder.struct()
            .field("on", Date.schema())
            .field("at", MicroTimestamp.builder().optional().build())
            .build();
    Schema geometry = Geometry.builder().build();
    Schema variable = VariableScaleDecimal.schema();
    Schema sparse = SparseDoubleVector.schema();
    return Stream.of(
        type(Schema.BOOLEAN_SCHEMA, true, ColumnType.BOOL, true),
        type(Schema.INT8_SCHEMA, (byte) -128, ColumnType.INT64, -128L),
        type(Schema.INT16_SCHEMA, Short.MAX_VALUE, ColumnType.INT64, 32767L),
        type(Schema.INT64_SCHEMA, Long.MIN_VALUE, ColumnType.INT64, Long.MIN_VALUE),
        type(Schema.FLOAT32_SCHEMA, 0.1f, ColumnType.FLOAT64, 0.1),
        type(Schema.FLOAT32_SCHEMA, Float.MAX_VALUE, ColumnType.FLOAT64, 3.4028235E38),
        type(Schema.FLOAT64_SCHEMA, Double.NaN, ColumnType.FLOAT64, Double.NaN),
        type(
            Schema.FLOAT64_SCHEMA,
            Double.NEGATIVE_INFINITY,
            ColumnType.FLOAT64,
            Double.NEGATIVE_INFINITY),
        type(Schema.STRING_SCHEMA, "山田\n\"🦉\"", ColumnType.STRING, "山田\n\"🦉\""),
        type(Schema.BYTES_SCHEMA, new byte[] {0, -1}, ColumnType.BYTES, "AP8="),
        type(Bits.schema(9), new byte[] {1, 1}, ColumnType.BYTES, "AQE="),
        type(Date.schema(), 0, ColumnType.DATE, "1970-01-01"),
        type(Date.schema(), -719162, ColumnType.DATE, "0001-01-01"),
        type(Date.schema(), 2932896, ColumnType.DATE, "9999-12-31"),
        type(
            org.apache.kafka.connect.data.Date.SCHEMA,
            java.util.Date.from(Instant.parse("2024-02-29T00:00:00Z")),
            ColumnType.DATE,
            "2024-02-29"),
        type(Time.schema(), 86_399_999, ColumnType.TIME, "23:59:59.999"),
        type(
            org.apache.kafka.connect.data.Time.SCHEMA,
            java.util.Date.from(Instant.parse("1970-01-01T00:00:00.001Z")),
            ColumnType.TIME,
            "00:00:00.001"),
        type(MicroTime.schema(), 86_399_999_999L, ColumnType.TIME, "23:59:59.999999"),
        type(NanoTime.schema(), 1_000L, ColumnType.TIME, "00:00:00.000001"),
        type(Timestamp.schema(), -1L, ColumnType.DATETIME, "1969-12-31T23:59:59.999"),
        type(
            org.apache.kafka.connect.data.Timestamp.SCHEMA,
            java.util.Date.from(Instant.parse("2024-02-29T12:00:00Z")),
            ColumnType.DATETIME,
            "2024-02-29T12:00"),
        type(
            MicroTimestamp.schema(),
            -62_135_596_800_000_000L,
            ColumnType.DATETIME,
            "0001-01-01T00:00"),
        type(
            MicroTimestamp.schema(),
            253_402_300_799_999_999L,
            ColumnType.DATETIME,
            "9999-12-31T23:59:59.999999"),
        type(
            NanoTimestamp.schema(),
            1_700_000_000_123_456_000L,
            ColumnType.DATETIME,
            "2023-11-14T22:13:20.123456"),
        type(
            ZonedTimestamp.schema(),
            "2023-11-14T22:13:20.5+09:00",
            ColumnType.TIMESTAMP,
            "2023-11-14T13:13:20.500Z"),
        type(ZonedTime.schema(), "10:15:30Z", ColumnType.STRING, "10:15:30Z"),
        type(IsoDate.schema(), "2017-09-15Z", ColumnType.DATE, "2017-09-15"),
        type(IsoTime.schema(), "10:15:30.25Z", ColumnType.TIME, "10:15:30.250"),
        type(
            IsoTimestamp.schema(),
            "2017-09-15T10:15:30.25Z",
            ColumnType.DATETIME,
            "2017-09-15T10:15:30.250"),
        type(Year.schema(), 2024, ColumnType.INT64, 2024L),
        type(Interval.schema(), "P1Y2M3DT4H5M6S", ColumnType.STRING, "P1Y2M3DT4H5M6S"),
        type(MicroDuration.schema(), -5L, ColumnType.INT64, -5L),
        type(decimal(38, 9), new BigDecimal("-0.010000001"), ColumnType.NUMERIC, "-0.010000001"),
        type(
            decimal(38, 9),
            new BigDecimal("99999999999999999999999999999.999999999"),
            ColumnType.NUMERIC,
            "99999999999999999999999999999.999999999"),
        type(
            decimal(18, 0),
            new BigDecimal("-9223372036854775808"),
            ColumnType.NUMERIC,
            "-9223372036854775808"),
        type(decimal(5, -3), new BigDecimal("12E3"), ColumnType.NUMERIC, "12000"),
        type(
            decimal(40, 20),
            new BigDecimal("12345678901234567890.00000000000000000001"),
            ColumnType.BIGNUMERIC,
            "12345678901234567890.00000000000000000001"),
        type(Decimal.schema(2), new BigDecimal("1.50"), ColumnType.BIGNUMERIC, "1.5"),
        type(
            decimal(60, 2),
            new BigDecimal(BigInteger.TEN.pow(58).subtract(BigInteger.ONE), 2),
            ColumnType.STRING,
            "9".repeat(56) + ".99"),
        type(
            variable,
            VariableScaleDecimal.fromLogical(variable, new BigDecimal("-123.4500")),
            ColumnType.BIGNUMERIC,
            "-123.45"),
        type(Json.schema(), "{\"a\": [1]}", ColumnType.JSON, "{\"a\": [1]}"),
        type(
            Uuid.schema(),
            "00000000-0000-0000-0000-000000000000",
            ColumnType.STRING,
            "00000000-0000-0000-0000-000000000000"),
        type(Xml.schema(), "<a/>", ColumnType.STRING, "<a/>"),
        type(io.debezium.data.Enum.schema("a,b"), "a", ColumnType.STRING, "a"),
        type(EnumSet.schema("a,b"), "a,b", ColumnType.STRING, "a,b"),
        type(array, Arrays.asList("a", null), ColumnType.JSON, "[\"a\",null]"),
        type(days, Arrays.asList(0, null), ColumnType.JSON, "[\"1970-01-01\",null]"),
        type(moneys, List.of(new BigDecimal("1.10")), ColumnType.JSON, "[\"1.10\"]"),
        type(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Date.schema()).build(),
            Map.of("a\"b", 1),
            ColumnType.JSON,
            "{\"a\\\"b\":\"1970-01-02\"}"),
        type(
            SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build(),
            Map.of(1, "x"),
            ColumnType.JSON,
            "[[1,\"x\"]]"),
        type(
            SchemaBuilder.array(SchemaBuilder.array(struct).build()).build(),
            List.of(List.of(new Struct(struct).put("on", 1).put("at", 1L))),
            ColumnType.JSON,
            "[[{\"on\":\"1970-01-02\",\"at\":\"1970-01-01T00:00:00.000001\"}]]"),
        type(list, List.of(1, 2), ColumnType.INT64, List.of(1L, 2L)),
        type(DoubleVector.schema(), List.of(0.5, -1.0), ColumnType.FLOAT64, List.of(0.5, -1.0)),
        type(
            SchemaBuilder.array(struct).build(),
            List.of(new Struct(struct).put("on", 1)),
            ColumnType.STRUCT,
            List.of(Map.of("on", "1970-01-02"))),
        type(
            struct,
            new Struct(struct).put("on", -1).put("at", -1L),
            ColumnType.STRUCT,
            Map.of("on", "1969-12-31", "at", "1969-12-31T23:59:59.999999")),
        type(
            geometry,
            Geometry.createValue(geometry, new byte[] {1}, 4326),
            ColumnType.STRUCT,
            Map.of("wkb", "AQ==", "srid", 4326L)),
        type(
            sparse,
            SparseDoubleVector.fromLogical(sparse, "{1:0.5}/9"),
            ColumnType.STRUCT,
            Map.of("dimensions", 9L, "vector", "[[1,0.5]]")));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aValueArrivesAsWhatItWas(Schema schema, Object value, ColumnType type, Object expected) {
    // Given
    byte[] record = record(schema, value);

    // When
    Column column = rows.schema(null, record).columns().getFirst();
    Object arrived = rows.row(null, record).get("v");

    // Then
    assertThat(column.type()).isEqualTo(type);
    assertThat(column.mode())
        .isEqualTo(expected instanceof List ? Column.Mode.REPEATED : Column.Mode.NULLABLE);
    assertThat(arrived).isEqualTo(expected);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(NanoTimestamp.schema(), 1L, "v is finer than a microsecond"),
        Arguments.of(NanoTime.schema(), 999L, "v is finer than a microsecond"),
        Arguments.of(
            MicroTime.schema(),
            86_400_000_000L,
            "v is 24:00, BigQuery's day ends at 23:59:59.999999"),
        Arguments.of(MicroTime.schema(), -1L, "v is no time of the day"),
        Arguments.of(
            MicroTimestamp.schema(),
            Long.MAX_VALUE,
            "v is outside of BigQuery's range, the years 0001 to 9999"),
        Arguments.of(
            Timestamp.schema(),
            Long.MIN_VALUE,
            "v is outside of BigQuery's range, the years 0001 to 9999"),
        Arguments.of(
            Date.schema(), 2932897, "v is outside of BigQuery's range, the years 0001 to 9999"),
        Arguments.of(
            Decimal.schema(2),
            new BigDecimal(BigInteger.TEN.pow(60), 2),
            "v is greater than BIGNUMERIC holds"),
        Arguments.of(
            Schema.STRING_SCHEMA,
            UNRESOLVED,
            "v is missing: the capture did not resolve an unchanged TOAST value"),
        Arguments.of(
            Decimal.schema(0),
            new BigDecimal(new BigInteger(UNRESOLVED.getBytes(StandardCharsets.US_ASCII))),
            "v is missing: the capture did not resolve an unchanged TOAST value"),
        Arguments.of(
            SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build(),
            List.of(UNRESOLVED),
            "v is missing: the capture did not resolve an unchanged TOAST value"),
        Arguments.of(
            SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).build(),
            UNRESOLVED.chars().mapToObj(c -> (long) c).toList(),
            "v is missing: the capture did not resolve an unchanged TOAST value"),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build(),
            Map.of(UNRESOLVED, UNRESOLVED),
            "v is missing: the capture did not resolve an unchanged TOAST value"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatWouldLoseSomethingIsParkedWithAReason(Schema schema, Object value, String reason) {
    assertThat(rows.unfit(null, record(schema, value))).isEqualTo(reason);
  }

  @Test
  void decimalsMayAlsoComeAsNumbers() {
    // Given
    ConnectFixtures numeric = new ConnectFixtures(true, Map.of("decimal.format", "NUMERIC"));
    Schema row = SchemaBuilder.struct().field("v", decimal(10, 2)).build();
    byte[] record = numeric.value(row, new Struct(row).put("v", new BigDecimal("-0.05")));

    // Then
    assertThat(rows.row(null, record)).containsEntry("v", "-0.05");
  }

  @Test
  void theFormsOfADeclaredTableAreReadFromItsSourceTypes() {
    // Given
    ConnectRows declared =
        new ConnectRows(
            new ConnectTopic(
                Optional.of(ConnectLayout.ROW),
                List.of(),
                Optional.of(
                    new TableSchema(
                        List.of(
                            Column.nullable("paid", ColumnType.NUMERIC),
                            Column.nullable("at", ColumnType.TIMESTAMP),
                            Column.nullable("on", ColumnType.DATE)),
                        List.of(),
                        new TreeMap<>(
                            Map.of(
                                "paid", "org.apache.kafka.connect.data.Decimal(2)",
                                "at", "io.debezium.time.MicroTimestamp")))),
                TableMode.HISTORY,
                ChangeOrder.USUAL),
            new InlineJson(),
            new InlineJson());
    byte[] record =
        ConnectRows.json(
            "{'paid':'"
                + Base64.getEncoder().encodeToString(new byte[] {1, 0})
                + "','at':1,'on':1}");

    // Then
    assertThat(declared.row(null, record))
        .containsEntry("paid", "2.56")
        .containsEntry("at", "1970-01-01T00:00:00.000001Z")
        .containsEntry("on", "1970-01-02");
  }

  private byte[] record(Schema schema, @Nullable Object value) {
    Schema row = SchemaBuilder.struct().field("v", schema).build();
    return connect.value(row, new Struct(row).put("v", value));
  }

  private static Schema decimal(int precision, int scale) {
    return Decimal.builder(scale)
        .parameter("connect.decimal.precision", Integer.toString(precision))
        .build();
  }

  private static Arguments type(Schema schema, Object value, ColumnType type, Object expected) {
    return Arguments.of(schema, value, type, expected);
  }
}
