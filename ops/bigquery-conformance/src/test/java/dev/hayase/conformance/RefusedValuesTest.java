package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_BYTES;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT32;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Values that their column does not take: each is named by its row, and no row is appended.
@ExtendWith(Conformance.class)
class RefusedValuesTest {
  private final Tables tables;

  RefusedValuesTest(Tables tables) {
    this.tables = tables;
  }

  /// @param fitting a value that the column takes; it goes first
  private void refused(
      Field column, FieldDescriptorProto.Type wire, Object fitting, Object... unfitting)
      throws Exception {
    String table = tables.create(column);
    DescriptorProto row = Tables.row(Map.entry("v", wire));
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), row)) {
      List<Map<String, Object>> values =
          Stream.concat(Stream.of(fitting), Stream.of(unfitting))
              .map(value -> Map.of("v", value))
              .toList();
      assertThat(catchThrowable(() -> await(writer.append(rows(row, values)))))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(AppendSerializationError.class))
          .extracting(AppendSerializationError::getRowIndexToErrorMessage)
          .asInstanceOf(InstanceOfAssertFactories.map(Integer.class, String.class))
          .doesNotContainKey(0)
          .hasSize(unfitting.length);
      await(writer.append(rows(row, List.of(Map.of("v", fitting)))));
    }
    assertThat(tables.query("SELECT COUNT(*) FROM " + table)).containsExactly("1");
  }

  private static Field.Builder column(StandardSQLTypeName type) {
    return Field.newBuilder("v", type);
  }

  @Test
  void decimalsBeyondTheirRange() throws Exception {
    refused(
        column(StandardSQLTypeName.NUMERIC).build(),
        TYPE_STRING,
        "99999999999999999999999999999.999999999",
        "100000000000000000000000000000",
        "ten");
  }

  @Test
  void decimalsBeyondTheirPrecision() throws Exception {
    refused(
        column(StandardSQLTypeName.NUMERIC).setPrecision(5L).setScale(2L).build(),
        TYPE_STRING,
        "999.99",
        "1000");
  }

  @Test
  void bytesBeyondTheirLength() throws Exception {
    refused(
        column(StandardSQLTypeName.BYTES).setMaxLength(3L).build(),
        TYPE_BYTES,
        ByteString.copyFromUtf8("abc"),
        ByteString.copyFromUtf8("abcd"));
  }

  @Test
  void datesBeyondTheirRange() throws Exception {
    refused(column(StandardSQLTypeName.DATE).build(), TYPE_INT32, 2_932_896, 2_932_897, -719_163);
  }

  @Test
  void timestampsBeyondTheirRange() throws Exception {
    refused(
        column(StandardSQLTypeName.TIMESTAMP).build(),
        TYPE_INT64,
        253_402_300_799_999_999L,
        253_402_300_800_000_000L,
        Long.MIN_VALUE);
  }

  @Test
  void datesThatTheCalendarHasNot() throws Exception {
    refused(
        column(StandardSQLTypeName.DATE).build(),
        TYPE_STRING,
        "2024-02-29",
        "2023-02-29",
        "yesterday");
  }
}
