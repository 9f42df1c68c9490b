package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.DATASET;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaTest {
  private static final DescriptorProto ID = descriptor(Map.of("id", TYPE_INT64));
  private static final DescriptorProto ID_AND_MORE =
      descriptor(Map.of("id", TYPE_INT64, "more", TYPE_STRING));
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(
          EmulatorOptions.inMemory().withClock(CLOCK).withSchemaDelay(Duration.ofMinutes(2)));

  private final Clients clients = EMULATOR.clients();
  private String table;

  @BeforeEach
  void create() {
    table = EMULATOR.fresh();
    clients.table(table, List.of(), Field.of("id", StandardSQLTypeName.INT64));
  }

  private void replaceSchema(Field... fields) {
    Table present = clients.rest.getTable(TableId.of(DATASET, table));
    present.toBuilder()
        .setDefinition(StandardTableDefinition.of(Schema.of(fields)))
        .build()
        .update();
  }

  @Test
  void aStructGrowsInPlaceWithItsRows() throws Exception {
    // Given
    String items = EMULATOR.fresh();
    Field a = Field.of("a", StandardSQLTypeName.INT64);
    Field b = Field.of("b", StandardSQLTypeName.STRING);
    clients.table(items, List.of(), structs(a));
    DescriptorProto.Builder row = DescriptorProto.newBuilder();
    TextFormat.merge(
        """
        name:"Row"
        nested_type{name:"S" field{name:"a" number:1 label:LABEL_OPTIONAL type:TYPE_INT64}}
        field{name:"s" number:1 label:LABEL_OPTIONAL type:TYPE_MESSAGE type_name:"S"}
        field{name:"l" number:2 label:LABEL_REPEATED type:TYPE_MESSAGE type_name:"S"}
        """,
        row);
    DynamicMessage.Builder message = DynamicMessage.newBuilder(Clients.built(row.build()));
    TextFormat.merge("s{a:1} l{a:2} l{a:3}", message);
    ProtoRows rows =
        ProtoRows.newBuilder().addSerializedRows(message.build().toByteString()).build();
    try (StreamWriter writer = clients.writer(defaultStream(items), row.build())) {
      await(writer.append(rows));

      // When
      clients.rest.getTable(TableId.of(DATASET, items)).toBuilder()
          .setDefinition(StandardTableDefinition.of(Schema.of(structs(a, b))))
          .build()
          .update();
      await(writer.append(rows));

      // Then
      assertThat(
              clients.query(
                  "SELECT s.a, s.b, l[OFFSET(1)].a AS la, l[OFFSET(0)].b AS lb FROM " + items))
          .containsExactly("1|null|3|null", "1|null|3|null");
    }
  }

  private static Field[] structs(Field... fields) {
    return new Field[] {
      Field.of("s", StandardSQLTypeName.STRUCT, fields),
      Field.newBuilder("l", StandardSQLTypeName.STRUCT, fields).setMode(Field.Mode.REPEATED).build()
    };
  }

  private void addColumn(String name) {
    clients.addColumn(table, Field.of(name, StandardSQLTypeName.STRING));
  }

  @Test
  void aNewColumnIsToldOnceItIsKnownWithASuccessfulAppend() throws Exception {
    // Given
    try (StreamWriter writer = clients.writer(defaultStream(table), ID)) {
      await(writer.append(rows(ID, List.of(Map.of("id", 1L)))));
      addColumn("more");

      // When
      AppendRowsResponse before = await(writer.append(rows(ID, List.of(Map.of("id", 2L)))));
      CLOCK.advance(Duration.ofMinutes(3));
      AppendRowsResponse told = await(writer.append(rows(ID, List.of(Map.of("id", 3L)))));
      AppendRowsResponse after = await(writer.append(rows(ID, List.of(Map.of("id", 4L)))));

      // Then
      assertThat(before.hasUpdatedSchema()).isFalse();
      assertThat(told.hasAppendResult()).isTrue();
      assertThat(told.getUpdatedSchema().getFieldsList())
          .extracting(field -> field.getName())
          .containsExactly("id", "more");
      assertThat(after.hasUpdatedSchema()).isFalse();
      assertThat(clients.query("SELECT * FROM " + table + " ORDER BY id"))
          .containsExactly("1|null", "2|null", "3|null", "4|null");
    }
  }

  @Test
  void aNewColumnIsAnExtraFieldUntilItIsKnown() throws Exception {
    // Given
    addColumn("more");
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          defaultStream(table),
          ID_AND_MORE,
          rows(ID_AND_MORE, List.of(Map.of("id", 1L, "more", "x"))));
      connection.answers(1);
      CLOCK.advance(Duration.ofMinutes(3));
      connection.send(
          defaultStream(table),
          ID_AND_MORE,
          rows(ID_AND_MORE, List.of(Map.of("id", 2L, "more", "y"))));

      // Then
      assertThat(connection.answers(2))
          .containsExactly(
              "INVALID_ARGUMENT Input schema has more fields than BigQuery schema, extra fields:"
                  + " 'more' Entity: "
                  + defaultStream(table),
              "ok");
      assertThat(clients.query("SELECT * FROM " + table)).containsExactly("2|y");
    }
  }

  @Test
  void aSchemaMayOnlyGrow() {
    // Given
    String prefix = "Provided Schema does not match Table p:d." + table + ". ";

    // When / Then
    assertThatThrownBy(() -> replaceSchema(Field.of("other", StandardSQLTypeName.INT64)))
        .isInstanceOf(BigQueryException.class)
        .hasMessage(prefix + "Field id is missing in new schema");
    assertThatThrownBy(() -> replaceSchema(Field.of("id", StandardSQLTypeName.STRING)))
        .hasMessage(prefix + "Field id has changed type from INTEGER to STRING");
    assertThatThrownBy(() ->
            replaceSchema(
                Field.of("id", StandardSQLTypeName.INT64),
                Field.newBuilder("need", StandardSQLTypeName.INT64)
                    .setMode(Field.Mode.REQUIRED)
                    .build()))
        .hasMessage(prefix + "Cannot add required fields to an existing schema. (field: need)");
    assertThatThrownBy(() ->
            replaceSchema(
                Field.newBuilder("id", StandardSQLTypeName.INT64)
                    .setMode(Field.Mode.REQUIRED)
                    .build()))
        .hasMessage(prefix + "Field id has changed mode from NULLABLE to REQUIRED");
  }

  @Test
  void aRequiredColumnIsRefusedWhenMissingUntilItIsRelaxed() throws Exception {
    // Given
    table = EMULATOR.fresh();
    clients.table(
        table,
        List.of(),
        Field.of("id", StandardSQLTypeName.INT64),
        Field.newBuilder("more", StandardSQLTypeName.STRING).setMode(Field.Mode.REQUIRED).build());
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(
          defaultStream(table), ID_AND_MORE, rows(ID_AND_MORE, List.of(Map.of("id", 1L))));
      connection.answers(1);

      // When
      replaceSchema(
          Field.of("id", StandardSQLTypeName.INT64), Field.of("more", StandardSQLTypeName.STRING));
      connection.send(defaultStream(table), null, rows(ID_AND_MORE, List.of(Map.of("id", 2L))));
      connection.answers(2);
      CLOCK.advance(Duration.ofMinutes(2));
      connection.send(defaultStream(table), null, rows(ID_AND_MORE, List.of(Map.of("id", 3L))));

      // Then
      String refusal = "[0 Field more is REQUIRED but is NULL or missing.]";
      List<String> answers = connection.answers(3);
      assertThat(answers.get(0)).endsWith(refusal);
      assertThat(answers.get(1)).endsWith(refusal);
      assertThat(clients.query("SELECT * FROM " + table)).containsExactly("3|null");
    }
  }

  @Test
  void aPatchWithAnOldEtagIsRefused() throws Exception {
    // Given
    String etag = clients.rest.getTable(TableId.of(DATASET, table)).getEtag();
    addColumn("more");

    // When
    HttpResponse<String> stale = patch(etag);
    HttpResponse<String> fresh = patch(clients.rest.getTable(TableId.of(DATASET, table)).getEtag());

    // Then
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(stale.body())
        .isEqualTo(
            "{\"error\":{\"code\":412,\"message\":\"Precondition check failed.\","
                + "\"errors\":[{\"message\":\"Precondition check failed.\","
                + "\"domain\":\"global\",\"reason\":\"conditionNotMet\","
                + "\"location\":\"If-Match\",\"locationType\":\"header\"}],"
                + "\"status\":\"FAILED_PRECONDITION\"}}");
    assertThat(fresh.statusCode()).isEqualTo(200);
    assertThat(clients.rest.getTable(TableId.of(DATASET, table)).getDescription())
        .isEqualTo("hello");
  }

  private HttpResponse<String> patch(String etag) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://127.0.0.1:"
                  + EMULATOR.restPort()
                  + "/bigquery/v2/projects/p/datasets/d/tables/"
                  + table
                  + "?prettyPrint=false");
      return http.send(
          HttpRequest.newBuilder(uri)
              .header("If-Match", etag)
              .method("PATCH", BodyPublishers.ofString("{\"description\":\"hello\"}"))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
