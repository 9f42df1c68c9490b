package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a row may be, and what becomes of those beside one that may not.
@ExtendWith(Conformance.class)
class RowsTest {
  private static final DescriptorProto FOO = Tables.row(Map.entry("foo", TYPE_STRING));
  private static final DescriptorProto ID = Tables.row(Map.entry("id", TYPE_INT64));

  private final Tables tables;

  RowsTest(Tables tables) {
    this.tables = tables;
  }

  private String withFoo() {
    return tables.create(
        Field.newBuilder("foo", StandardSQLTypeName.STRING).setMaxLength(10L).build());
  }

  @Test
  void oneBadRowRefusesItsRequestByIndexAndTheNextOneIsTaken() throws Exception {
    String table = withFoo();
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), FOO)) {
      assertThatThrownBy(() ->
              await(
                  writer.append(
                      rows(FOO, List.of(Map.of("foo", "ok"), Map.of("foo", "aaaaaaaaaaaa"))))))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(Exceptions.AppendSerializationError.class))
          .extracting(Exceptions.AppendSerializationError::getRowIndexToErrorMessage)
          .asInstanceOf(InstanceOfAssertFactories.map(Integer.class, String.class))
          .hasEntrySatisfying(
              1,
              message ->
                  assertThat(message)
                      .contains("STRING(10) has maximum length 10 but got a value with length 12"));
      await(writer.append(rows(FOO, List.of(Map.of("foo", "good")))));
    }
    assertThat(tables.query("SELECT foo FROM " + table)).containsExactly("good");
  }

  @Test
  void aFieldThatTheTableHasNotIsASchemaMismatch() throws Exception {
    String table = withFoo();
    DescriptorProto wider =
        Tables.row(Map.entry("foo", TYPE_STRING), Map.entry("bar", TYPE_STRING));
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), wider)) {
      assertThatThrownBy(
              () -> await(writer.append(rows(wider, List.of(Map.of("foo", "a", "bar", "b"))))))
          .cause()
          .isInstanceOf(Exceptions.SchemaMismatchedException.class);
    }
  }

  @Test
  void aRequiredFieldMustBeThere() throws Exception {
    String table =
        tables.create(
            Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build());
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ID)) {
      assertThatThrownBy(() -> await(writer.append(rows(ID, List.of(Map.of())))))
          .hasCauseInstanceOf(RuntimeException.class);
    }
    assertThat(tables.query("SELECT COUNT(*) FROM " + table)).containsExactly("0");
  }

  @Test
  void aTableThatIsMissingMayNotExist() throws Exception {
    try (StreamWriter writer = tables.writer(tables.defaultStream("nowhere"), ID)) {
      assertThatThrownBy(() -> await(writer.append(rows(ID, List.of(Map.of("id", 1L))))))
          .hasMessageContaining("it may not exist");
    }
  }

  @Test
  void aMissingValueIsTheDefaultWhereTheWriterSaysSo() throws Exception {
    String table =
        tables.create(
            Field.of("id", StandardSQLTypeName.INT64),
            Field.newBuilder("foo", StandardSQLTypeName.STRING)
                .setDefaultValueExpression("'unset'")
                .build());
    try (JsonStreamWriter writer =
        JsonStreamWriter.newBuilder(tables.parent(table), tables.underTest().write())
            .setCredentialsProvider(tables.underTest().credentials())
            .setChannelProvider(tables.underTest().channels())
            .setDefaultMissingValueInterpretation(MissingValueInterpretation.DEFAULT_VALUE)
            .build()) {
      await(writer.append(new JSONArray().put(new JSONObject().put("id", 1))));
    }
    assertThat(tables.query("SELECT id, foo FROM " + table)).containsExactly("1|unset");
  }

  @Test
  void aNewColumnIsToldWithASuccessfulAnswerAndTheOldSchemaStaysGood() throws Exception {
    String table = tables.create(Field.of("id", StandardSQLTypeName.INT64));
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ID)) {
      await(writer.append(rows(ID, List.of(Map.of("id", 1L)))));
      tables.addColumn(table, Field.of("more", StandardSQLTypeName.STRING));
      // Minutes in BigQuery, at once in an emulator without a schema delay.
      AppendRowsResponse response;
      long deadline = System.nanoTime() + 600_000_000_000L;
      do {
        response = await(writer.append(rows(ID, List.of(Map.of("id", 2L)))));
      } while (!response.hasUpdatedSchema() && System.nanoTime() < deadline);

      assertThat(response.hasError()).isFalse();
      assertThat(response.getUpdatedSchema().getFieldsCount()).isEqualTo(2);
    }
  }

  @Test
  void aJsonWriterLearnsOfANewColumn() throws Exception {
    String table = tables.create(Field.of("id", StandardSQLTypeName.INT64));
    tables.addColumn(table, Field.of("more", StandardSQLTypeName.STRING));
    try (JsonStreamWriter writer = tables.jsonWriter(tables.parent(table))) {
      await(writer.append(new JSONArray().put(new JSONObject().put("id", 1).put("more", "x"))));
    }
    assertThat(tables.query("SELECT id, more FROM " + table)).containsExactly("1|x");
  }
}
