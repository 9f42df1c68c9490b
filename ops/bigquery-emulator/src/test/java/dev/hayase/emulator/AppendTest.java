package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.parent;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AppendTest {
  private static final DescriptorProto ROW =
      descriptor(Map.of("id", TYPE_INT64, "name", TYPE_STRING));

  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private final Clients clients = EMULATOR.clients();
  private String table;

  @BeforeEach
  void create() {
    table = create(10);
  }

  private String create(long maxLength) {
    String name = EMULATOR.fresh();
    clients.table(
        name,
        List.of(),
        Field.of("id", StandardSQLTypeName.INT64),
        Field.newBuilder("name", StandardSQLTypeName.STRING).setMaxLength(maxLength).build());
    return name;
  }

  private String committedStream() {
    WriteStream wanted = WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build();
    return clients.write.createWriteStream(parent(table), wanted).getName();
  }

  private List<String> ids() throws InterruptedException {
    return clients.query("SELECT id FROM " + table + " ORDER BY id");
  }

  @Test
  void acknowledgedRowsOfTheDefaultStreamAreVisibleToTheNextQuery() throws Exception {
    try (StreamWriter writer = clients.writer(defaultStream(table), ROW)) {
      // When
      AppendRowsResponse response =
          await(writer.append(rows(ROW, List.of(Map.of("id", 1L, "name", "ä"), Map.of("id", 2L)))));

      // Then
      assertThat(response.getAppendResult().hasOffset()).isFalse();
      assertThat(clients.query("SELECT id, name FROM " + table + " ORDER BY id"))
          .containsExactly("1|ä", "2|null");
    }
  }

  @Test
  void aCommittedStreamTakesRowsAtItsEndOnly() throws Exception {
    // Given
    String stream = committedStream();
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(stream, ROW, rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0);
      connection.send("", null, rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0);
      connection.send("", null, rows(ROW, List.of(Map.of("id", 9L))), 10);
      connection.send("", null, rows(ROW, List.of(Map.of("id", 3L))), 2);
      connection.send("", null, rows(ROW, List.of(Map.of("id", 4L))));
      connection.finish();

      // Then
      assertThat(connection.answers(6))
          .containsExactly(
              "ok@0",
              "ALREADY_EXISTS The offset is within stream, expected offset 2, received 0 Entity: "
                  + stream,
              "OUT_OF_RANGE The offset is beyond stream, expected offset 2, received 10 Entity: "
                  + stream,
              "ok@2",
              "ok@3",
              "completed");
      assertThat(ids()).containsExactly("1", "2", "3", "4");
    }
  }

  @Test
  void googlesClientRecognisesTheOffsetErrors() throws Exception {
    // Given
    try (StreamWriter writer = clients.writer(committedStream(), ROW)) {
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L))), 0));

      // When / Then
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 1L))), 0)))
          .cause()
          .isInstanceOf(Exceptions.OffsetAlreadyExists.class);
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 1L))), 5)))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(Exceptions.OffsetOutOfRange.class))
          .extracting(Exceptions.OffsetOutOfRange::getExpectedOffset)
          .isEqualTo(1L);
    }
  }

  @Test
  void anOffsetOnTheDefaultStreamIsRefused() {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), ROW, rows(ROW, List.of(Map.of("id", 1L))), 0);

      // Then
      assertThat(connection.answers(1).getFirst())
          .startsWith("INVALID_ARGUMENT Offset must not be set for the default stream");
    }
  }

  @Test
  void aFinalizedStreamTellsItsRowsAndTakesNoMore() throws Exception {
    // Given
    String stream = committedStream();
    try (StreamWriter writer = clients.writer(stream, ROW)) {
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L))), 0));

      // When
      long rowCount = clients.write.finalizeWriteStream(stream).getRowCount();

      // Then
      assertThat(rowCount).isEqualTo(2);
      assertThat(clients.write.finalizeWriteStream(stream).getRowCount()).isEqualTo(2);
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 3L))), 2)))
          .hasMessageContaining("Stream has been finalized")
          .cause()
          .isInstanceOf(Exceptions.StreamFinalizedException.class);
    }
  }

  @Test
  void oneBadRowRefusesItsWholeRequestAndLeavesTheConnectionUsable() throws Exception {
    // Given
    String stream = committedStream();
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          stream,
          ROW,
          rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L, "name", "twelve chars"))),
          0);
      connection.send("", null, rows(ROW, List.of(Map.of("id", 3L))), 0);

      // Then
      assertThat(connection.answers(2))
          .containsExactly(
              "INVALID_ARGUMENT Errors found while processing rows. Please refer to the row_errors"
                  + " field for details. The list may not be complete because of the size"
                  + " limitations. Entity: "
                  + stream
                  + " [1 Field name: STRING(10) has maximum length 10 but got a value with length"
                  + " 12 on field name.]",
              "ok@0");
      assertThat(ids()).containsExactly("3");
    }
  }

  @Test
  void aConnectionMaySwitchTablesAndSchemas() throws Exception {
    // Given
    String other = create(10);
    DescriptorProto idOnly = descriptor(Map.of("id", TYPE_INT64));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), ROW, rows(ROW, List.of(Map.of("id", 1L))));
      connection.send(parent(other) + "/_default", idOnly, rows(idOnly, List.of(Map.of("id", 2L))));
      connection.send(defaultStream(table), null, rows(ROW, List.of(Map.of("id", 3L))));
      connection.send(defaultStream(table), idOnly, rows(idOnly, List.of(Map.of("id", 4L))));
      connection.send("", null, rows(idOnly, List.of(Map.of("id", 5L))));

      // Then
      assertThat(connection.answers(5))
          .containsExactly(
              "ok",
              "ok",
              "INVALID_ARGUMENT Writer schema must be given with the first request and whenever the"
                  + " destination changes. Entity: "
                  + defaultStream(table),
              "ok",
              "INVALID_ARGUMENT Every request must name its write_stream once the connection has"
                  + " changed its destination");
      assertThat(ids()).containsExactly("1", "4");
      assertThat(clients.query("SELECT id FROM " + other)).containsExactly("2");
    }
  }

  @Test
  void aFieldThatTheTableLacksIsASchemaMismatch() throws Exception {
    // Given
    DescriptorProto more = descriptor(Map.of("id", TYPE_INT64, "more", TYPE_STRING));
    try (StreamWriter writer = clients.writer(defaultStream(table), more)) {
      assertThatThrownBy(() -> await(writer.append(rows(more, List.of(Map.of("id", 1L))))))
          .cause()
          .isInstanceOf(Exceptions.SchemaMismatchedException.class)
          .hasMessageContaining(
              "INVALID_ARGUMENT: Input schema has more fields than BigQuery schema, extra fields:"
                  + " 'more'");
    }
  }

  @Test
  void aTypeThatTheColumnDoesNotTakeIsRefused() {
    // Given
    DescriptorProto wrong = descriptor(Map.of("id", TYPE_STRING));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), wrong, rows(wrong, List.of(Map.of("id", "1"))));

      // Then
      assertThat(connection.answers(1))
          .containsExactly(
              "INVALID_ARGUMENT The proto field mismatched with BigQuery field at Row.id, the"
                  + " proto field type string, BigQuery field type INTEGER Entity: "
                  + defaultStream(table));
    }
  }

  @Test
  void aTableThatDoesNotExistEndsTheCall() {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream("nowhere"), ROW, rows(ROW, List.of(Map.of("id", 1L))));

      // Then
      assertThat(connection.answers(1).getFirst())
          .isEqualTo(
              "ended: PERMISSION_DENIED Permission 'TABLES_UPDATE_DATA' denied on resource '"
                  + parent("nowhere")
                  + "' (or it may not exist).");
    }
  }

  @Test
  void aRequestAboveTheLimitEndsTheCallWithItsSize() throws Exception {
    // Given
    String wide = create(20_000_000);
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(wide), ROW, rows(ROW, List.of(Map.of("name", "fits"))));
      connection.send(
          defaultStream(wide), null, rows(ROW, List.of(Map.of("name", "x".repeat(11 << 20)))));
      connection.send(defaultStream(wide), null, rows(ROW, List.of(Map.of("name", "late"))));

      // Then
      assertThat(connection.answers(2).getFirst()).isEqualTo("ok");
      assertThat(connection.answers(2).getLast())
          .matches(
              "ended: INVALID_ARGUMENT AppendRows request too large: 1153\\d{4} limit 10485760"
                  + " Entity: "
                  + defaultStream(wide));
      assertThat(clients.query("SELECT name FROM " + wide)).containsExactly("fits");
    }
  }

  @Test
  void aNewerConnectionToAnApplicationStreamEndsTheOlder() {
    // Given
    String stream = committedStream();
    try (RawConnection older = EMULATOR.connect();
        RawConnection newer = EMULATOR.connect()) {
      older.send(stream, ROW, rows(ROW, List.of(Map.of("id", 1L))), 0);
      older.answers(1);

      // When
      newer.send(stream, ROW, rows(ROW, List.of(Map.of("id", 2L))), 1);

      // Then
      assertThat(newer.answers(1)).containsExactly("ok@1");
      assertThat(older.answers(2).getLast()).startsWith("ended: ABORTED");
    }
  }

  @Test
  void aStreamIsDescribedWithItsSchemaWhenAsked() {
    // Given
    String stream = committedStream();

    // When
    WriteStream basic = clients.write.getWriteStream(stream);
    WriteStream full =
        clients.write.getWriteStream(
            GetWriteStreamRequest.newBuilder()
                .setName(parent(table) + "/_default")
                .setView(WriteStreamView.FULL)
                .build());

    // Then
    assertThat(basic.hasTableSchema()).isFalse();
    assertThat(basic.getType()).isEqualTo(WriteStream.Type.COMMITTED);
    assertThat(basic.getCommitTime()).isEqualTo(basic.getCreateTime());
    assertThat(full.hasCreateTime()).isFalse();
    assertThat(full.getName()).isEqualTo(defaultStream(table));
    assertThat(full.getTableSchema().getFieldsList())
        .extracting(field -> field.getName() + " " + field.getType() + " " + field.getMode())
        .containsExactly("id INT64 NULLABLE", "name STRING NULLABLE");
  }

  @Test
  void aRequestWithoutRowsIsRefused() {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(defaultStream(table), ROW, rows(ROW, List.of()));
      connection.send(defaultStream(table), ROW, rows(ROW, List.of(Map.of("id", 1L))));

      // Then
      assertThat(connection.answers(2))
          .containsExactly(
              "INVALID_ARGUMENT Rows must be specified. Entity: " + defaultStream(table), "ok");
    }
  }

  @Test
  void anInterpretationThatIsNotSpecifiedIsRefused() {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          AppendRowsRequest.newBuilder()
              .setWriteStream(defaultStream(table))
              .setProtoRows(
                  AppendRowsRequest.ProtoData.newBuilder()
                      .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(ROW))
                      .setRows(rows(ROW, List.of(Map.of("id", 1L)))))
              .putMissingValueInterpretations(
                  "name", MissingValueInterpretation.MISSING_VALUE_INTERPRETATION_UNSPECIFIED)
              .build());

      // Then
      assertThat(connection.answers(1).getFirst())
          .startsWith("INVALID_ARGUMENT missing_value_interpretations must be");
    }
  }

  @Test
  void aTableThatIsCreatedAgainIsWrittenToOnceTheWriterNamesItAgain() throws Exception {
    // Given
    String stream = defaultStream(table);
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(stream, ROW, rows(ROW, List.of(Map.of("id", 1L))));
      connection.answers(1);
      clients.rest.delete(TableId.of(Clients.DATASET, table));

      // When
      connection.send("", null, rows(ROW, List.of(Map.of("id", 2L))));
      connection.answers(2);
      clients.table(table, List.of(), Field.of("id", StandardSQLTypeName.INT64));
      connection.send("", null, rows(ROW, List.of(Map.of("id", 3L))));
      DescriptorProto idOnly = descriptor(Map.of("id", TYPE_INT64));
      connection.send(stream, idOnly, rows(idOnly, List.of(Map.of("id", 4L))));

      // Then
      String gone = "NOT_FOUND Requested entity was not found. Entity: " + stream;
      assertThat(connection.answers(4)).containsExactly("ok", gone, gone, "ok");
      assertThat(ids()).containsExactly("4");
    }
  }

  @Test
  void anApplicationStreamDiesWithItsTable() {
    // Given
    String stream = committedStream();
    clients.rest.delete(TableId.of(Clients.DATASET, table));
    clients.table(table, List.of(), Field.of("id", StandardSQLTypeName.INT64));
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(stream, ROW, rows(ROW, List.of(Map.of("id", 1L))), 0);

      // Then
      assertThat(connection.answers(1))
          .containsExactly("ended: NOT_FOUND Requested entity was not found. Entity: " + stream);
    }
  }
}
