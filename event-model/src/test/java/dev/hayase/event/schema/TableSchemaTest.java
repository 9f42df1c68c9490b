package dev.hayase.event.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableSchemaTest {
  private static final TableSchema LEARNERS =
      new TableSchema(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("名前", ColumnType.STRING),
              Column.decimal("fee", ColumnType.NUMERIC, 12, 2)),
          List.of("id"),
          new TreeMap<>(Map.of("id", "int8", "名前", "text", "fee", "numeric(12,2)")));

  private static final String GOLDEN =
      """
      {"version":1,"schema":[{"name":"id","type":"INTEGER","mode":"NULLABLE"},\
      {"name":"名前","type":"STRING","mode":"NULLABLE"},\
      {"name":"fee","type":"NUMERIC","mode":"NULLABLE","precision":"12","scale":"2"}],\
      "primaryKey":["id"],"sourceTypes":{"fee":"numeric(12,2)","id":"int8","名前":"text"}}\
      """;

  @Test
  void theJsonIsBigQuerysAndItsBytesNeverChange() {
    // A version that writes other bytes gives every table a new fingerprint.
    assertThat(new String(LEARNERS.toJson(), UTF_8)).isEqualTo(GOLDEN);
    assertThat(LEARNERS.fingerprint()).hasToString("0637ca07dde229af9797416bdd2e0656");
  }

  @Test
  void everyTypeAndParameterReadsBack() {
    // Given
    List<Column> columns = new ArrayList<>();
    for (ColumnType type : ColumnType.values()) {
      if (type != ColumnType.STRUCT) {
        columns.add(Column.nullable("plain_" + type, type));
        columns.add(Column.nullable("list_" + type, type).in(Mode.REPEATED));
      }
    }
    columns.add(
        new Column(
            "nested",
            ColumnType.STRUCT,
            Mode.REPEATED,
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.copyOf(columns)));
    columns.add(
        new Column(
            "short",
            ColumnType.STRING,
            Mode.REQUIRED,
            OptionalLong.of(10),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of()));
    columns.add(Column.decimal("wide", ColumnType.BIGNUMERIC, 76, 38));
    TableSchema schema = TableSchema.of(columns, List.of("short", "plain_INT64"));

    // When
    TableSchema read = TableSchema.fromJson(schema.toJson());

    // Then
    assertThat(read).isEqualTo(schema);
    assertThat(read.fingerprint()).isEqualTo(schema.fingerprint());
  }

  @Test
  void whatAnAnalystWritesByHandIsEnough() {
    assertThat(
            TableSchema.fromJson(
                """
                {"version": 1, "schema": [{"name": "at", "type": "timestamp"}, {"name": "n", "type": "INT64"}]}
                """
                    .getBytes(UTF_8)))
        .isEqualTo(
            TableSchema.of(
                List.of(
                    Column.nullable("at", ColumnType.TIMESTAMP),
                    Column.nullable("n", ColumnType.INT64)),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"version":1,"schema":[]}                                   | at least one column
          {"version":1,"schema":[{"name":"a","type":"MONEY"}]}        | 'MONEY' is no column type
          {"version":1,"schema":[{"name":"a","type":"DATE","mode":"MAYBE"}]} | 'MAYBE' is no mode
          {"version":1,"schema":[{"name":"a","type":"DATE"},{"name":"a","type":"DATE"}]} | 'a' stands twice
          {"version":1,"schema":[{"name":"a","type":"DATE"}],"primaryKey":["b"]} | Key column 'b' is none of [a]
          {"version":1,"schema":[{"name":"a","type":"RECORD"}]}       | a STRUCT has fields
          {"schema":[]}                                               | version
          [1                                                          | not the JSON it should be
          """)
  void anotherDocumentIsRefusedSayingWhy(String json, String why) {
    assertThatThrownBy(() -> TableSchema.fromJson(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aNewerVersionHaltsTheReader() {
    assertThatThrownBy(() -> TableSchema.fromJson("{\"version\":2,\"schema\":[]}".getBytes(UTF_8)))
        .isInstanceOf(UnknownWireVersionException.class)
        .hasMessage(
            "A table schema has wire version 2, this reader knows 1 to 1: upgrade this service"
                + " first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'name': 'id', 'type': 'INT64'}, {'name': 'r', 'type': 'STRUCT', 'mode': 'repeated',"
            + " 'fields': [{'name': 'x', 'type': 'BOOL'}]}]",
        "{'fields': [{'name': 'id', 'type': 'INTEGER', 'mode': 'NULLABLE', 'description': 'd'},"
            + " {'name': 'r', 'type': 'RECORD', 'mode': 'REPEATED', 'fields': [{'name': 'x',"
            + " 'type': 'BOOLEAN'}]}]}",
        "{'kind': 'bigquery#table', 'schema': {'fields': [{'name': 'id', 'type': 'INTEGER'},"
            + " {'name': 'r', 'type': 'RECORD', 'mode': 'REPEATED', 'fields': [{'name': 'x',"
            + " 'type': 'BOOL'}]}]}}"
      })
  void aSchemaIsReadAsBigQuerysToolsPrintIt(String json) {
    TableSchema schema = TableSchema.declared(bytes(json), List.of("id"));

    assertThat(schema.primaryKey()).containsExactly("id");
    assertThat(schema.columns().getFirst()).isEqualTo(Column.nullable("id", ColumnType.INT64));
    assertThat(schema.columns().getLast().mode()).isEqualTo(Column.Mode.REPEATED);
    assertThat(schema.columns().getLast().fields())
        .containsExactly(Column.nullable("x", ColumnType.BOOL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|A table schema is refused: it is no list of fields",
        "[]|A table schema is refused: A table schema has at least one column",
        "[{'name': 'a', 'type': 'RANGE'}]|A table schema is refused: 'RANGE' is no column type that"
            + " can be loaded",
        "[{'name': 'a', 'type': 'INT64'}]|A table schema is refused: Key column 'id' is none of"
            + " [a]",
        "[{'name': 'id', 'type': 'RECORD', 'fields': [{'name': 'x', 'type': 'BOOL'}, {'name': 'x',"
            + " 'type': 'BOOL'}]}]|A table schema is refused: Column 'id' has two fields of one"
            + " name",
      })
  void aDeclaredSchemaThatCannotBeLoadedIsRefused(String json, String message) {
    assertThatThrownBy(() -> TableSchema.declared(bytes(json), List.of("id")))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessage(message);
  }

  @Test
  void structsAreNestedAsDeepAsBigQueryAllows() {
    String leaf = "{'name': 'x', 'type': 'BOOL'}";
    String deep = leaf;
    for (int depth = 0; depth < 15; depth++) {
      deep = "{'name': 'r', 'type': 'RECORD', 'fields': [" + deep + "]}";
    }
    String deeper = "[{'name': 'r', 'type': 'RECORD', 'fields': [" + deep + "]}]";

    assertThat(TableSchema.declared(bytes("[" + deep + "]"), List.of()).columns()).hasSize(1);
    assertThatThrownBy(() -> TableSchema.declared(bytes(deeper), List.of()))
        .hasMessage(
            "A table schema is refused: Column 'r' is nested deeper than BigQuery's 15 levels");
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
