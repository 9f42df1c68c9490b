package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldElementType;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.BigDecimalByteStringEncoder;
import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How a value of each type may be written as protobuf, and how it is read back.
@ExtendWith(Conformance.class)
class TypesTest {
  private final Tables tables;

  TypesTest(Tables tables) {
    this.tables = tables;
  }

  private void append(String table, DescriptorProto row, ProtoRows rows) throws Exception {
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), row)) {
      await(writer.append(rows));
    }
  }

  private void append(String table, Messages messages, String... texts) throws Exception {
    append(table, messages.schema(), messages.rows(texts));
  }

  @Test
  void civilTimesArePacked() throws Exception {
    String table =
        tables.create(
            Field.of("d", StandardSQLTypeName.DATE),
            Field.of("dt", StandardSQLTypeName.DATETIME),
            Field.of("t", StandardSQLTypeName.TIME));
    DescriptorProto packed =
        Tables.row(
            Map.entry("d", TYPE_INT32), Map.entry("dt", TYPE_INT64), Map.entry("t", TYPE_INT64));
    append(
        table,
        packed,
        rows(
            packed,
            List.of(
                Map.of(
                    "d",
                    (int) LocalDate.of(1969, 12, 31).toEpochDay(),
                    "dt",
                    CivilTimeEncoder.encodePacked64DatetimeMicrosLocalDateTime(
                        LocalDateTime.of(2024, 2, 29, 23, 59, 58, 123_456_000)),
                    "t",
                    CivilTimeEncoder.encodePacked64TimeMicrosLocalTime(
                        LocalTime.of(23, 59, 59, 999_999_000))))));
    assertThat(tables.query("SELECT d, dt, t FROM " + table))
        .containsExactly("1969-12-31|2024-02-29T23:59:58.123456|23:59:59.999999");
  }

  @Test
  void civilTimesAreText() throws Exception {
    String table =
        tables.create(
            Field.of("d", StandardSQLTypeName.DATE),
            Field.of("dt", StandardSQLTypeName.DATETIME),
            Field.of("t", StandardSQLTypeName.TIME));
    DescriptorProto text =
        Tables.row(
            Map.entry("d", TYPE_STRING), Map.entry("dt", TYPE_STRING), Map.entry("t", TYPE_STRING));
    append(
        table,
        text,
        rows(
            text,
            List.of(
                Map.of("d", "2024-02-29", "dt", "2024-02-29 01:02:03.5", "t", "01:02:03.000004"))));
    assertThat(tables.query("SELECT d, dt, t FROM " + table))
        .containsExactly("2024-02-29|2024-02-29T01:02:03.500000|01:02:03.000004");
  }

  @Test
  void decimalsAreLittleEndianIntegersOrText() throws Exception {
    String table =
        tables.create(
            Field.of("n", StandardSQLTypeName.NUMERIC),
            Field.of("b", StandardSQLTypeName.BIGNUMERIC));
    DescriptorProto bytes = Tables.row(Map.entry("n", TYPE_BYTES), Map.entry("b", TYPE_BYTES));
    DescriptorProto text = Tables.row(Map.entry("n", TYPE_STRING), Map.entry("b", TYPE_STRING));
    String least = "-99999999999999999999999999999.999999999";
    String smallest = "0.00000000000000000000000000000000000001";
    append(
        table,
        bytes,
        rows(
            bytes,
            List.of(
                Map.of(
                    "n",
                    BigDecimalByteStringEncoder.encodeToNumericByteString(new BigDecimal(least)),
                    "b",
                    BigDecimalByteStringEncoder.encodeToBigNumericByteString(
                        new BigDecimal(smallest))))));
    append(table, text, rows(text, List.of(Map.of("n", "12.50", "b", "-3.25"))));
    assertThat(tables.query("SELECT n, b FROM " + table + " ORDER BY n"))
        .containsExactly(least + "|" + smallest, "12.5|-3.25");
  }

  @Test
  void aTimestampIsMicrosecondsOrAMessage() throws Exception {
    String table =
        tables.create(
            Field.of("micros", StandardSQLTypeName.TIMESTAMP),
            Field.of("message", StandardSQLTypeName.TIMESTAMP));
    append(
        table,
        Messages.of(
            "proto2",
            """
            field{name:"micros" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}
            field{name:"message" number:2 label:LABEL_OPTIONAL type:TYPE_MESSAGE
              type_name:".google.protobuf.Timestamp"}
            """),
        "micros:-1 message{seconds:1704067200 nanos:123456000}");
    assertThat(tables.query("SELECT CAST(micros AS STRING), CAST(message AS STRING) FROM " + table))
        .containsExactly("1969-12-31 23:59:59.999999+00|2024-01-01 00:00:00.123456+00");
  }

  @Test
  void aWrapperIsItsValueAndNullWithoutOne() throws Exception {
    String table =
        tables.create(
            Field.of("i", StandardSQLTypeName.INT64),
            Field.of("s", StandardSQLTypeName.STRING),
            Field.of("b", StandardSQLTypeName.BOOL));
    append(
        table,
        Messages.of(
            "proto2",
            """
            field{name:"i" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE
              type_name:".google.protobuf.Int64Value"}
            field{name:"s" number:2 label:LABEL_OPTIONAL type:TYPE_MESSAGE
              type_name:".google.protobuf.StringValue"}
            field{name:"b" number:3 label:LABEL_OPTIONAL type:TYPE_MESSAGE
              type_name:".google.protobuf.BoolValue"}
            """),
        "i{value:7} s{value:\"seven\"} b{value:true}",
        "i{} s{}");
    assertThat(tables.query("SELECT i, s, b FROM " + table + " ORDER BY i"))
        .containsExactly("0||null", "7|seven|true");
  }

  @Test
  void aRangeIsAMessageOfStartAndEnd() throws Exception {
    String table =
        tables.create(
            Field.newBuilder("r", StandardSQLTypeName.RANGE)
                .setRangeElementType(FieldElementType.newBuilder().setType("DATE").build())
                .build());
    append(
        table,
        Messages.of(
            "proto2",
            """
            nested_type{name:"Days"
              field{name:"start" number:1 label:LABEL_OPTIONAL type:TYPE_INT32}
              field{name:"end" number:2 label:LABEL_OPTIONAL type:TYPE_INT32}}
            field{name:"r" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"Days"}
            """),
        "r{start:0 end:31}",
        "r{start:1}");
    assertThat(tables.query("SELECT RANGE_START(r), RANGE_END(r) FROM " + table + " ORDER BY 1"))
        .containsExactly("1970-01-01|1970-02-01", "1970-01-02|null");
  }

  @Test
  void intervalsAndGeographiesAreText() throws Exception {
    String table =
        tables.create(
            Field.of("i", StandardSQLTypeName.INTERVAL),
            Field.of("g", StandardSQLTypeName.GEOGRAPHY));
    DescriptorProto row = Tables.row(Map.entry("i", TYPE_STRING), Map.entry("g", TYPE_STRING));
    append(table, row, rows(row, List.of(Map.of("i", "1-2 3 4:5:6.789", "g", "POINT (1.5 -2)"))));
    assertThat(tables.query("SELECT i, g FROM " + table))
        .containsExactly("1-2 3 4:5:6.789|POINT(1.5 -2)");
  }

  @Test
  void jsonMustBeValid() throws Exception {
    String table = tables.create(Field.of("j", StandardSQLTypeName.JSON));
    DescriptorProto row = Tables.row(Map.entry("j", TYPE_STRING));
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), row)) {
      assertThatThrownBy(() -> await(writer.append(rows(row, List.of(Map.of("j", "{\"a\":"))))))
          .cause()
          .isInstanceOf(Exceptions.AppendSerializationError.class);
      await(writer.append(rows(row, List.of(Map.of("j", "{\"b\": [1, null], \"a\": \"ü\"}")))));
    }
    assertThat(tables.query("SELECT j FROM " + table))
        .containsExactly("{\"a\":\"ü\",\"b\":[1,null]}");
  }

  @Test
  void messagesNestAndRepeat() throws Exception {
    String table =
        tables.create(
            Field.of("id", StandardSQLTypeName.INT64),
            Field.newBuilder("tags", StandardSQLTypeName.STRING)
                .setMode(Field.Mode.REPEATED)
                .build(),
            Field.newBuilder(
                    "items",
                    StandardSQLTypeName.STRUCT,
                    Field.of("name", StandardSQLTypeName.STRING),
                    Field.of(
                        "size",
                        StandardSQLTypeName.STRUCT,
                        Field.newBuilder("sides", StandardSQLTypeName.INT64)
                            .setMode(Field.Mode.REPEATED)
                            .build()))
                .setMode(Field.Mode.REPEATED)
                .build());
    append(
        table,
        Messages.of(
            "proto2",
            """
            nested_type{name:"Size"
              field{name:"sides" number:1 label:LABEL_REPEATED type:TYPE_INT64}}
            nested_type{name:"Item"
              field{name:"name" number:1 label:LABEL_OPTIONAL type:TYPE_STRING}
              field{name:"size" number:2 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"Size"}}
            field{name:"id" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}
            field{name:"tags" number:2 label:LABEL_REPEATED type:TYPE_STRING}
            field{name:"items" number:3 label:LABEL_REPEATED type:TYPE_MESSAGE type_name:"Item"}
            """),
        "id:1 tags:\"x\" tags:\"y\" items{name:\"a\" size{sides:1 sides:2}} items{name:\"b\"}",
        "id:2");
    assertThat(
            tables.query(
                "SELECT id, TO_JSON_STRING(tags), TO_JSON_STRING(items) FROM "
                    + table
                    + " ORDER BY id"))
        .containsExactly(
            "1|[\"x\",\"y\"]|[{\"name\":\"a\",\"size\":{\"sides\":[1,2]}},{\"name\":\"b\",\"size\":null}]",
            "2|[]|[]");
  }

  @Test
  void anOptionalFieldOfProto3IsNullWhereItIsNotSet() throws Exception {
    String table =
        tables.create(
            Field.of("id", StandardSQLTypeName.INT64), Field.of("n", StandardSQLTypeName.INT64));
    append(
        table,
        Messages.of(
            "proto3",
            """
            field{name:"id" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}
            field{name:"n" number:2 label:LABEL_OPTIONAL type:TYPE_INT64
              proto3_optional:true oneof_index:0}
            oneof_decl{name:"_n"}
            """),
        "id:1 n:0",
        "id:2");
    assertThat(tables.query("SELECT id, n FROM " + table + " ORDER BY id"))
        .containsExactly("1|0", "2|null");
  }
}
