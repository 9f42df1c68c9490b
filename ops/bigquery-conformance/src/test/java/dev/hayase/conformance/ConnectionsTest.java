package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.ApiFuture;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.BidiStream;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.ConnectionWorkerPool;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What one connection carries: several tables, several schemas, so many bytes at once.
@ExtendWith(Conformance.class)
class ConnectionsTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final DescriptorProto ID = Tables.row(Map.entry("id", TYPE_INT64));
  private static final DescriptorProto NAME = Tables.row(Map.entry("name", TYPE_STRING));

  private final Tables tables;

  ConnectionsTest(Tables tables) {
    this.tables = tables;
  }

  private String ids() {
    return tables.create(Field.of("id", StandardSQLTypeName.INT64));
  }

  private String names() {
    return tables.create(Field.of("name", StandardSQLTypeName.STRING));
  }

  private StreamWriter pooled(String table, DescriptorProto row) throws IOException {
    return StreamWriter.newBuilder(tables.defaultStream(table), tables.underTest().write())
        .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(row).build())
        .setCredentialsProvider(tables.underTest().credentials())
        .setChannelProvider(tables.underTest().channels())
        .setLocation("us")
        .setEnableConnectionPool(true)
        .build();
  }

  @Test
  void aPoolOfOneConnectionCarriesTheRowsOfSeveralTables() throws Exception {
    // Else the pool takes one for each of its first tables.
    ConnectionWorkerPool.setOptions(
        ConnectionWorkerPool.Settings.builder()
            .setMinConnectionsPerRegion(1)
            .setMaxConnectionsPerRegion(1)
            .build());
    String numbered = ids();
    String named = names();
    try (StreamWriter numbers = pooled(numbered, ID);
        StreamWriter letters = pooled(named, NAME)) {
      List<ApiFuture<AppendRowsResponse>> answers = new ArrayList<>();
      for (long id = 0; id < 50; id++) {
        answers.add(numbers.append(rows(ID, List.of(Map.of("id", id)))));
        answers.add(letters.append(rows(NAME, List.of(Map.of("name", "n" + id)))));
      }
      for (int answer = 0; answer < answers.size(); answer++) {
        assertThat(await(answers.get(answer)).getWriteStream())
            .contains(answer % 2 == 0 ? numbered : named);
      }
    }
    assertThat(tables.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM " + numbered))
        .containsExactly("50|50");
    assertThat(tables.query("SELECT COUNT(*), COUNT(DISTINCT name) FROM " + named))
        .containsExactly("50|50");
  }

  private AppendRowsRequest request(String table, DescriptorProto row, Map<String, Object> value) {
    return AppendRowsRequest.newBuilder()
        .setWriteStream(tables.defaultStream(table))
        .setProtoRows(
            AppendRowsRequest.ProtoData.newBuilder()
                .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(row))
                .setRows(rows(row, List.of(value))))
        .build();
  }

  @Test
  void aConnectionSwitchesBetweenTablesAndSchemas() throws Exception {
    String numbered = ids();
    String named = names();
    String both =
        tables.create(
            Field.of("id", StandardSQLTypeName.INT64),
            Field.of("name", StandardSQLTypeName.STRING));
    BidiStream<AppendRowsRequest, AppendRowsResponse> connection =
        tables
            .underTest()
            .write()
            .appendRowsCallable()
            .call(
                GrpcCallContext.createDefault()
                    .withExtraHeaders(
                        Map.of(
                            "x-goog-request-params",
                            List.of("write_stream=" + tables.defaultStream(both)))));
    connection.send(request(both, ID, Map.of("id", 1L)));
    connection.send(request(both, NAME, Map.of("name", "same table, another schema")));
    connection.send(request(numbered, ID, Map.of("id", 2L)));
    connection.send(request(named, NAME, Map.of("name", "another table")));
    connection.send(request(both, ID, Map.of("id", 3L)));
    connection.closeSend();
    Iterator<AppendRowsResponse> answers = connection.iterator();
    for (String table : List.of(both, both, numbered, named, both)) {
      AppendRowsResponse answer = answers.next();
      assertThat(answer.hasError()).isFalse();
      assertThat(answer.getWriteStream()).contains(table);
    }
    assertThat(answers.hasNext()).isFalse();
    assertThat(tables.query("SELECT id, name FROM " + both + " ORDER BY id"))
        .containsExactly("null|same table, another schema", "1|null", "3|null");
    assertThat(tables.query("SELECT id FROM " + numbered)).containsExactly("2");
    assertThat(tables.query("SELECT name FROM " + named)).containsExactly("another table");
  }

  @Test
  void aRequestOfMoreThanTenMebibytesIsTooLarge() throws Exception {
    String table = names();
    ProtoRows large = rows(NAME, List.of(Map.of("name", "x".repeat(11 * MEBIBYTE))));
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), NAME)) {
      assertThatThrownBy(() -> await(writer.append(large)))
          .hasMessageContaining("AppendRows request too large: ")
          .hasMessageContaining("limit 10485760");
    }
    // It ends the connection, and Google's client then wants a new writer.
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), NAME)) {
      await(writer.append(rows(NAME, List.of(Map.of("name", "small")))));
    }
    assertThat(tables.query("SELECT name FROM " + table)).containsExactly("small");
  }

  private static JSONArray named(int rows) {
    JSONArray array = new JSONArray();
    for (int row = 0; row < rows; row++) {
      array.put(new JSONObject().put("name", "x".repeat(MEBIBYTE)));
    }
    return array;
  }

  @Test
  void aJsonRequestIsNotSplitAndMayBeSentInHalves() throws Exception {
    String table = names();
    try (JsonStreamWriter writer = tables.jsonWriter(tables.parent(table))) {
      assertThatThrownBy(() -> await(writer.append(named(12))))
          .hasMessageContaining("AppendRows request too large: ");
    }
    try (JsonStreamWriter writer = tables.jsonWriter(tables.parent(table))) {
      await(writer.append(named(6)));
      await(writer.append(named(6)));
      // More than 20 MiB the client does not even send.
      assertThatThrownBy(() -> await(writer.append(named(21))))
          .hasMessageContaining("MessageSize is too large");
    }
    assertThat(tables.query("SELECT COUNT(*), SUM(LENGTH(name)) FROM " + table))
        .containsExactly("12|" + 12 * MEBIBYTE);
  }

  @Test
  void anOffsetOnTheDefaultStreamIsRefused() throws Exception {
    String table = ids();
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ID)) {
      assertThatThrownBy(() -> await(writer.append(rows(ID, List.of(Map.of("id", 1L))), 0)))
          .hasMessageContaining("INVALID_ARGUMENT");
    }
    assertThat(tables.query("SELECT COUNT(*) FROM " + table)).containsExactly("0");
  }

  @Test
  void columnNamesMayBeFlexible() throws Exception {
    String table =
        tables.create(
            Field.of("名前", StandardSQLTypeName.STRING),
            Field.of("two words", StandardSQLTypeName.INT64),
            Field.of("größe-in-%", StandardSQLTypeName.INT64));
    try (JsonStreamWriter writer = tables.jsonWriter(tables.parent(table))) {
      await(
          writer.append(
              new JSONArray()
                  .put(new JSONObject().put("名前", "x").put("two words", 2).put("größe-in-%", 3))));
    }
    assertThat(tables.query("SELECT `名前`, `two words`, `größe-in-%` FROM " + table))
        .containsExactly("x|2|3");
  }

  @Test
  void aMissingValueMayMeanAnotherThingForEachField() throws Exception {
    String table =
        tables.create(
            Field.of("id", StandardSQLTypeName.INT64),
            Field.newBuilder("a", StandardSQLTypeName.STRING)
                .setDefaultValueExpression("'default of a'")
                .build(),
            Field.newBuilder("b", StandardSQLTypeName.STRING)
                .setDefaultValueExpression("'default of b'")
                .build());
    DescriptorProto row =
        Tables.row(
            Map.entry("id", TYPE_INT64), Map.entry("a", TYPE_STRING), Map.entry("b", TYPE_STRING));
    for (MissingValueInterpretation unnamed :
        List.of(MissingValueInterpretation.DEFAULT_VALUE, MissingValueInterpretation.NULL_VALUE)) {
      try (StreamWriter writer =
          StreamWriter.newBuilder(tables.defaultStream(table), tables.underTest().write())
              .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(row).build())
              .setCredentialsProvider(tables.underTest().credentials())
              .setChannelProvider(tables.underTest().channels())
              .setLocation("us")
              .setDefaultMissingValueInterpretation(unnamed)
              .setMissingValueInterpretationMap(
                  Map.of(
                      "a",
                      unnamed == MissingValueInterpretation.NULL_VALUE
                          ? MissingValueInterpretation.DEFAULT_VALUE
                          : MissingValueInterpretation.NULL_VALUE))
              .build()) {
        await(writer.append(rows(row, List.of(Map.of("id", (long) unnamed.getNumber())))));
      }
    }
    assertThat(tables.query("SELECT a, b FROM " + table + " ORDER BY id"))
        .containsExactlyInAnyOrder("null|default of b", "default of a|null");
  }

  @Test
  void aColumnThatIsAddedWhileRowsArriveLosesNone() throws Exception {
    String table = ids();
    DescriptorProto wider = Tables.row(Map.entry("id", TYPE_INT64), Map.entry("more", TYPE_STRING));
    long sent = 0;
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ID)) {
      await(writer.append(rows(ID, List.of(Map.of("id", sent++)))));
      CompletableFuture<Void> added =
          CompletableFuture.runAsync(
              () -> tables.addColumn(table, Field.of("more", StandardSQLTypeName.STRING)));
      List<ApiFuture<AppendRowsResponse>> answers = new ArrayList<>();
      boolean told = false;
      // Minutes in BigQuery, at once in an emulator without a schema delay.
      long deadline = System.nanoTime() + 600_000_000_000L;
      while (!told && System.nanoTime() < deadline) {
        answers.clear();
        for (int request = 0; request < 20; request++) {
          answers.add(writer.append(rows(ID, List.of(Map.of("id", sent++)))));
        }
        for (ApiFuture<AppendRowsResponse> answer : answers) {
          AppendRowsResponse response = await(answer);
          assertThat(response.hasError()).isFalse();
          told |= response.hasUpdatedSchema();
        }
      }
      added.join();
      assertThat(told).isTrue();
    }
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), wider)) {
      await(writer.append(rows(wider, List.of(Map.of("id", sent++, "more", "x")))));
    }
    assertThat(tables.query("SELECT COUNT(*), COUNT(DISTINCT id), COUNT(more) FROM " + table))
        .containsExactly(sent + "|" + sent + "|1");
  }
}
