package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BOOL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_FLOAT;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_UINT64;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldElementType;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Range;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.storage.v1.BigDecimalByteStringEncoder;
import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.threeten.bp.LocalDateTime;
import org.threeten.bp.LocalTime;

class TypeTest {
  private static final String BIG_MAX =
      "578960446186580977117854925043439539266.34992332820282019728792003956564819967";
  private static final String BIG_MIN =
      "-578960446186580977117854925043439539266.34992332820282019728792003956564819968";
  private static final String NUMERIC_MAX = "99999999999999999999999999999.999999999";

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private final Clients clients = EMULATOR.clients();

  static Stream<Arguments> accepted() {
    return Stream.of(
        taken("BOOL", TYPE_BOOL, true, "true"),
        taken("BOOL", TYPE_INT64, 0L, "false"),
        taken("INT64", TYPE_INT64, Long.MIN_VALUE, "-9223372036854775808"),
        taken("INT64", TYPE_INT64, Long.MAX_VALUE, "9223372036854775807"),
        taken("INT64", TYPE_INT32, -1, "-1"),
        taken("INT64", TYPE_UINT32, -1, "4294967295"),
        taken("FLOAT64", TYPE_DOUBLE, Double.NaN, "NaN"),
        taken("FLOAT64", TYPE_DOUBLE, Double.NEGATIVE_INFINITY, "-Infinity"),
        taken("FLOAT64", TYPE_DOUBLE, Double.POSITIVE_INFINITY, "Infinity"),
        taken("FLOAT64", TYPE_DOUBLE, Double.MIN_VALUE, "4.9E-324"),
        taken("FLOAT64", TYPE_DOUBLE, Double.MAX_VALUE, "1.7976931348623157E308"),
        taken("FLOAT64", TYPE_DOUBLE, 0.1, "0.1"),
        taken("FLOAT64", TYPE_FLOAT, 0.5f, "0.5"),
        taken("NUMERIC", TYPE_STRING, NUMERIC_MAX, NUMERIC_MAX),
        taken("NUMERIC", TYPE_STRING, "-" + NUMERIC_MAX, "-" + NUMERIC_MAX),
        taken("NUMERIC", TYPE_BYTES, numeric(NUMERIC_MAX), NUMERIC_MAX),
        taken("NUMERIC", TYPE_BYTES, numeric("-" + NUMERIC_MAX), "-" + NUMERIC_MAX),
        taken("NUMERIC", TYPE_BYTES, numeric("-1.5"), "-1.5"),
        taken("NUMERIC", TYPE_BYTES, numeric("0"), "0"),
        taken("NUMERIC", TYPE_STRING, "1e3", "1000"),
        taken("NUMERIC", TYPE_UINT64, -1L, "18446744073709551615"),
        taken("NUMERIC", TYPE_DOUBLE, 0.1, "0.1"),
        taken("BIGNUMERIC", TYPE_STRING, BIG_MAX, BIG_MAX),
        taken("BIGNUMERIC", TYPE_STRING, BIG_MIN, BIG_MIN),
        taken("BIGNUMERIC", TYPE_BYTES, bigNumeric(BIG_MAX), BIG_MAX),
        taken("BIGNUMERIC", TYPE_BYTES, bigNumeric(BIG_MIN), BIG_MIN),
        taken(
            "BIGNUMERIC",
            TYPE_STRING,
            "0.00000000000000000000000000000000000001",
            "0.00000000000000000000000000000000000001"),
        taken("STRING", TYPE_STRING, "", ""),
        taken("STRING", TYPE_STRING, "日本語 👩‍🚀 \u0000 '\"\\", "日本語 👩‍🚀 \u0000 '\"\\"),
        taken("BYTES", TYPE_BYTES, ByteString.copyFrom(new byte[] {0, -1, 10}), "AP8K"),
        taken("BYTES", TYPE_BYTES, ByteString.EMPTY, ""),
        taken("BYTES", TYPE_STRING, "ä", "w6Q="),
        taken("DATE", TYPE_INT32, -719162, "0001-01-01"),
        taken("DATE", TYPE_INT32, 2932896, "9999-12-31"),
        taken("DATE", TYPE_STRING, "2024-2-29", "2024-02-29"),
        taken("DATETIME", TYPE_STRING, "0001-01-01T00:00:00", "0001-01-01T00:00:00"),
        taken("DATETIME", TYPE_STRING, "9999-12-31 23:59:59.999999", "9999-12-31T23:59:59.999999"),
        taken(
            "DATETIME",
            TYPE_INT64,
            CivilTimeEncoder.encodePacked64DatetimeMicros(
                LocalDateTime.of(1969, 12, 31, 23, 59, 58, 1000)),
            "1969-12-31T23:59:58.000001"),
        taken(
            "DATETIME",
            TYPE_INT64,
            CivilTimeEncoder.encodePacked64DatetimeMicros(
                LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
            "9999-12-31T23:59:59.999999"),
        taken("TIME", TYPE_STRING, "00:00:00", "00:00:00"),
        taken(
            "TIME",
            TYPE_INT64,
            CivilTimeEncoder.encodePacked64TimeMicros(LocalTime.of(23, 59, 59, 999_999_000)),
            "23:59:59.999999"),
        taken("TIMESTAMP", TYPE_INT64, -62135596800000000L, "-6.21355968E10"),
        taken("TIMESTAMP", TYPE_INT64, 253402300799999999L, "2.53402300799999999E11"),
        taken("TIMESTAMP", TYPE_INT64, 1704067200123456L, "1.704067200123456E9"),
        taken("TIMESTAMP", TYPE_INT64, -1L, "-1.0E-6"),
        taken(
            "JSON",
            TYPE_STRING,
            "{\"b\":1, \"a\": [1.50, null, \"ü\"]}",
            "{\"a\":[1.5,null,\"ü\"],\"b\":1}"),
        taken("JSON", TYPE_STRING, "null", "null"),
        taken("GEOGRAPHY", TYPE_STRING, "POINT (1 2)", "POINT(1 2)"),
        taken("INTERVAL", TYPE_STRING, "1-2 3 4:5:6.789", "1-2 3 4:5:6.789"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(
            "NUMERIC",
            TYPE_STRING,
            "100000000000000000000000000000",
            "NUMERIC field value is out of range: 100000000000000000000000000000 on field v."),
        refused(
            "NUMERIC",
            TYPE_STRING,
            "0.0000000001",
            "Invalid NUMERIC value: 0.0000000001 has more than 9 digits after the decimal point on"
                + " field v."),
        refused("NUMERIC", TYPE_STRING, "NaN", "Invalid NUMERIC value: NaN on field v."),
        refused(
            "BIGNUMERIC",
            TYPE_STRING,
            "1e39",
            "BIGNUMERIC field value is out of range: 1E+39 on field v."),
        refused(
            "DATE", TYPE_INT32, 2932897, "Date field value is out of range: 2932897 on field v."),
        refused("DATE", TYPE_STRING, "2023-02-29", "Invalid date: '2023-02-29' on field v."),
        refused(
            "DATETIME",
            TYPE_STRING,
            "infinity",
            "Invalid datetime string \"infinity\" on field v."),
        refused(
            "DATETIME", TYPE_INT64, -1L, "Datetime field value is out of range: -1 on field v."),
        refused("TIME", TYPE_STRING, "24:00:00", "Invalid time string \"24:00:00\" on field v."),
        refused(
            "TIMESTAMP",
            TYPE_INT64,
            Long.MIN_VALUE,
            "Timestamp field value is out of range: -9223372036854775808 on field v."),
        refused(
            "TIMESTAMP",
            TYPE_INT64,
            253402300800000000L,
            "Timestamp field value is out of range: 253402300800000000 on field v."));
  }

  private static Arguments taken(
      String type, FieldDescriptorProto.Type wire, Object value, String result) {
    return Arguments.of(StandardSQLTypeName.valueOf(type), wire, value, result);
  }

  private static Arguments refused(
      String type, FieldDescriptorProto.Type wire, Object value, String message) {
    return Arguments.of(StandardSQLTypeName.valueOf(type), wire, value, message);
  }

  private static ByteString numeric(String value) {
    return BigDecimalByteStringEncoder.encodeToNumericByteString(new BigDecimal(value));
  }

  private static ByteString bigNumeric(String value) {
    return BigDecimalByteStringEncoder.encodeToBigNumericByteString(new BigDecimal(value));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void aValueComesBackAsItWas(
      StandardSQLTypeName type, FieldDescriptorProto.Type wire, Object value, String result)
      throws Exception {
    // Given
    String table = EMULATOR.fresh();
    clients.table(table, List.of(), Field.of("v", type));
    DescriptorProto row = descriptor(Map.of("v", wire));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), row, rows(row, List.of(Map.of("v", value), Map.of())));

      // Then
      assertThat(connection.answers(1)).containsExactly("ok");
      assertThat(clients.query("SELECT v FROM " + table)).containsExactly(result, "null");
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aValueOutOfRangeIsARowError(
      StandardSQLTypeName type, FieldDescriptorProto.Type wire, Object value, String message) {
    // Given
    String table = EMULATOR.fresh();
    clients.table(table, List.of(), Field.of("v", type));
    DescriptorProto row = descriptor(Map.of("v", wire));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), row, rows(row, List.of(Map.of("v", value))));

      // Then
      assertThat(connection.answers(1).getFirst()).endsWith("[0 " + message + "]");
    }
  }

  @ParameterizedTest
  @MethodSource("malformedJson")
  void malformedJsonIsARowErrorThatQuotesNothing(String json) {
    // Given
    String table = EMULATOR.fresh();
    clients.table(table, List.of(), Field.of("v", StandardSQLTypeName.JSON));
    DescriptorProto row = descriptor(Map.of("v", TYPE_STRING));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), row, rows(row, List.of(Map.of("v", json))));

      // Then
      assertThat(connection.answers(1).getFirst()).contains("[0 Invalid JSON on field v: ");
    }
  }

  @Test
  void rangesAndIntervalsComeBackAlsoInArraysAndStructs() throws Exception {
    // Given
    String table = EMULATOR.fresh();
    FieldElementType dates = FieldElementType.newBuilder().setType("DATE").build();
    FieldElementType stamps = FieldElementType.newBuilder().setType("TIMESTAMP").build();
    Field day = Field.newBuilder("d", StandardSQLTypeName.RANGE).setRangeElementType(dates).build();
    clients.table(
        table,
        List.of(),
        day,
        Field.newBuilder("t", StandardSQLTypeName.RANGE)
            .setRangeElementType(stamps)
            .setMode(Field.Mode.REPEATED)
            .build(),
        Field.of("s", StandardSQLTypeName.STRUCT, day, Field.of("i", StandardSQLTypeName.INTERVAL)),
        Field.newBuilder("i", StandardSQLTypeName.INTERVAL).setMode(Field.Mode.REPEATED).build());
    DescriptorProto.Builder row = DescriptorProto.newBuilder();
    TextFormat.merge(
        """
        name:"Row"
        nested_type{name:"E"
          field{name:"start" number:1 label:LABEL_OPTIONAL type:TYPE_STRING}
          field{name:"end" number:2 label:LABEL_OPTIONAL type:TYPE_STRING}}
        nested_type{name:"T"
          field{name:"start" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}
          field{name:"end" number:2 label:LABEL_OPTIONAL type:TYPE_INT64}}
        nested_type{name:"S"
          field{name:"d" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"E"}
          field{name:"i" number:2 label:LABEL_OPTIONAL type:TYPE_STRING}}
        field{name:"d" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"E"}
        field{name:"t" number:2 label:LABEL_REPEATED type:TYPE_MESSAGE type_name:"T"}
        field{name:"s" number:3 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"S"}
        field{name:"i" number:4 label:LABEL_REPEATED type:TYPE_STRING}
        """,
        row);
    DynamicMessage.Builder message = DynamicMessage.newBuilder(Clients.built(row.build()));
    TextFormat.merge(
        """
        d{start:"2024-02-29"}
        t{end:0} t{start:-1 end:1000000}
        s{d{start:"2024-01-01" end:"2024-12-31"} i:"1-2 3 -4:5:6.5"}
        i:"P1D" i:"0-0 0 0:0:0"
        """,
        message);
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          defaultStream(table),
          row.build(),
          ProtoRows.newBuilder().addSerializedRows(message.build().toByteString()).build());

      // Then
      assertThat(connection.answers(1)).containsExactly("ok");
      FieldValueList values =
          clients.rest.listTableData(TableId.of("d", table)).getValues().iterator().next();
      assertThat(Range.of(values.get(0).getStringValue()).getValues())
          .isEqualTo(Map.of("start", "2024-02-29"));
      assertThat(values.get(1).getRepeatedValue())
          .extracting(FieldValue::getStringValue)
          .containsExactly("[UNBOUNDED, 0.0)", "[-1.0E-6, 1.0)");
      assertThat(values.get(2).getRecordValue())
          .extracting(FieldValue::getStringValue)
          .containsExactly("[2024-01-01, 2024-12-31)", "1-2 3 -4:5:6.500");
      assertThat(values.get(3).getRepeatedValue())
          .extracting(FieldValue::getStringValue)
          .containsExactly("0-0 1 0:0:0", "0-0 0 0:0:0");
    }
  }

  static Stream<String> malformedJson() {
    return Stream.of("", "{", "{'a':1}", "{\"a\":1} x", "NaN", "[1,]", "{\"a\":secret}");
  }
}
