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
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {
  private static final DescriptorProto CHANGE =
      descriptor(
          Map.of(
              "id", TYPE_INT64,
              "name", TYPE_STRING,
              "note", TYPE_STRING,
              "_CHANGE_TYPE", TYPE_STRING,
              "_CHANGE_SEQUENCE_NUMBER", TYPE_STRING));
  private static final DescriptorProto UNSEQUENCED =
      descriptor(Map.of("id", TYPE_INT64, "name", TYPE_STRING, "_CHANGE_TYPE", TYPE_STRING));
  private static final DescriptorProto PLAIN =
      descriptor(Map.of("id", TYPE_INT64, "name", TYPE_STRING));

  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(CLOCK));

  private final Clients clients = EMULATOR.clients();
  private String mirror;

  @BeforeEach
  void create() {
    mirror = table(List.of("id"));
  }

  private String table(List<String> primaryKey) {
    String name = EMULATOR.fresh();
    clients.table(
        name,
        primaryKey,
        Field.of("id", StandardSQLTypeName.INT64),
        Field.of("name", StandardSQLTypeName.STRING),
        Field.of("note", StandardSQLTypeName.STRING));
    return name;
  }

  private static Map<String, @Nullable Object> change(
      String type, String sequence, long id, @Nullable String name) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("_CHANGE_TYPE", type);
    row.put("_CHANGE_SEQUENCE_NUMBER", sequence);
    row.put("id", id);
    row.put("name", name);
    return row;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private void write(Map<String, @Nullable Object>... changes) throws Exception {
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(defaultStream(mirror), CHANGE, rows(CHANGE, List.of(changes)));
      assertThat(connection.answers(1)).containsExactly("ok");
    }
  }

  private List<String> mirror() throws InterruptedException {
    return clients.query("SELECT * FROM " + mirror + " ORDER BY id");
  }

  @Test
  void anUpsertReplacesTheWholeRow() throws Exception {
    // Given
    Map<String, @Nullable Object> first = change("UPSERT", "1", 1, "a");
    first.put("note", "long");
    write(first, change("UPSERT", "1", 2, "b"));

    // When
    write(change("UPSERT", "2", 1, "c"));

    // Then
    assertThat(mirror()).containsExactly("1|c|null", "2|b|null");
  }

  @ParameterizedTest
  @CsvSource({
    "77, 7B, second",
    "7B, 77, first",
    "FFF/B, FFF/ABC, second",
    "FFF/ABC, FFF/B, first",
    "BA/FFFFFFFF, ABC, second",
    "ABC, FFF/ABC, second",
    "7FFFFFFFFFFFFFFF, 8000000000000000, second",
    "ffffffffffffffff/0/0/1, FFFFFFFFFFFFFFFF/0/0/0, first",
    "a, A, second"
  })
  void theHigherSequenceWinsAndTiesGoToTheLatest(String one, String two, String winner)
      throws Exception {
    // When
    write(change("UPSERT", one, 1, "first"));
    write(change("UPSERT", two, 1, "second"));
    write(change("UPSERT", one, 2, "first"), change("UPSERT", two, 2, "second"));

    // Then
    assertThat(mirror()).containsExactly("1|" + winner + "|null", "2|" + winner + "|null");
  }

  @Test
  void aDeletionIsRememberedForTwoDaysAgainstOlderChanges() throws Exception {
    // Given
    write(change("UPSERT", "5", 1, "a"), change("UPSERT", "5", 2, "b"));
    write(change("DELETE", "9", 1, null), change("DELETE", "9", 2, null));

    // When
    CLOCK.advance(Duration.ofDays(2).minusSeconds(1));
    write(change("UPSERT", "7", 1, "ghost"));
    List<String> within = mirror();
    CLOCK.advance(Duration.ofSeconds(2));
    write(change("UPSERT", "7", 2, "risen"));

    // Then
    assertThat(within).isEmpty();
    assertThat(mirror()).containsExactly("2|risen|null");
  }

  @Test
  void aTableWithoutAPrimaryKeyRefusesChanges() throws Exception {
    try (StreamWriter writer = clients.writer(defaultStream(table(List.of())), CHANGE)) {
      assertThatThrownBy(
              () -> await(writer.append(rows(CHANGE, List.of(change("UPSERT", "1", 1, "a"))))))
          .hasMessageContaining(
              "Create UPSERT stream is not supported for primary key disabled table");
    }
  }

  @Test
  void anUnknownChangeTypeIsARowError() throws Exception {
    try (StreamWriter writer = clients.writer(defaultStream(mirror), CHANGE)) {
      assertThatThrownBy(() ->
              await(
                  writer.append(
                      rows(
                          CHANGE,
                          List.of(change("UPSERT", "1", 1, "a"), change("INSERT", "1", 2, "b"))))))
          .cause()
          .asInstanceOf(InstanceOfAssertFactories.type(AppendSerializationError.class))
          .extracting(AppendSerializationError::getRowIndexToErrorMessage)
          .isEqualTo(
              Map.of(1, "The given value is not a valid CHANGE_TYPE in upsert mode: INSERT"));
      assertThat(mirror()).isEmpty();
    }
  }

  @Test
  void aTableTakesSequencesOnAllChangesOrOnNone() throws Exception {
    // Given
    write(change("UPSERT", "1", 1, "a"));

    // When / Then
    try (StreamWriter writer = clients.writer(defaultStream(mirror), UNSEQUENCED)) {
      assertThatThrownBy(() ->
              await(
                  writer.append(
                      rows(UNSEQUENCED, List.of(Map.of("_CHANGE_TYPE", "UPSERT", "id", 1L))))))
          .hasMessageContaining("_CHANGE_SEQUENCE_NUMBER must be given on all changes");
    }
  }

  @Test
  void withoutSequencesTheLatestWins() throws Exception {
    try (StreamWriter writer = clients.writer(defaultStream(mirror), UNSEQUENCED)) {
      // When
      for (String name : List.of("a", "b", "c")) {
        await(
            writer.append(
                rows(
                    UNSEQUENCED,
                    List.of(Map.of("_CHANGE_TYPE", "UPSERT", "id", 1L, "name", name)))));
      }

      // Then
      assertThat(mirror()).containsExactly("1|c|null");
    }
  }

  @Test
  void anUpsertReplacesARowThatWasMerelyAppended() throws Exception {
    // Given
    try (StreamWriter writer = clients.writer(defaultStream(mirror), PLAIN)) {
      await(writer.append(rows(PLAIN, List.of(Map.of("id", 1L, "name", "plain")))));
    }

    // When
    write(change("UPSERT", "0", 1, "changed"));

    // Then
    assertThat(mirror()).containsExactly("1|changed|null");
  }

  @Test
  void oneConnectionDoesNotMixChangesWithAppends() throws Exception {
    // Given
    String plain = table(List.of());
    try (RawConnection connection = EMULATOR.connect()) {
      connection.send(
          defaultStream(mirror), CHANGE, rows(CHANGE, List.of(change("UPSERT", "1", 1, "a"))));

      // When
      connection.send(defaultStream(plain), PLAIN, rows(PLAIN, List.of(Map.of("id", 1L))));
      connection.send(
          defaultStream(mirror), CHANGE, rows(CHANGE, List.of(change("UPSERT", "2", 1, "b"))));

      // Then
      assertThat(connection.answers(3))
          .containsExactly(
              "ok",
              "INVALID_ARGUMENT The given value is not a valid CHANGE_TYPE. Entity: "
                  + defaultStream(plain),
              "ok");
      assertThat(mirror()).containsExactly("1|b|null");
    }
  }

  @Test
  void aChangeWithoutItsKeyIsARowError() throws Exception {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          defaultStream(mirror),
          CHANGE,
          rows(CHANGE, List.of(Map.of("_CHANGE_TYPE", "DELETE", "_CHANGE_SEQUENCE_NUMBER", "1"))));

      // Then
      assertThat(connection.answers(1).getFirst())
          .contains("INVALID_ARGUMENT Errors found while processing rows.")
          .contains("[0 Primary key column id must not be NULL]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "1/", "1/2/3/4/5", "12345678901234567", "-1"})
  void aMalformedSequenceIsARowError(String sequence) throws Exception {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          defaultStream(mirror), CHANGE, rows(CHANGE, List.of(change("UPSERT", sequence, 1, "a"))));

      // Then
      assertThat(connection.answers(1).getFirst())
          .contains("The given value is not a valid CHANGE_SEQUENCE_NUMBER: '" + sequence + "'");
    }
  }

  @Test
  void aTableWithChangesRefusesUpdateAndDelete() throws Exception {
    // Given
    write(change("UPSERT", "1", 1, "a"));

    // When / Then
    for (String statement :
        List.of(
            "DELETE FROM " + mirror + " WHERE true",
            "UPDATE " + mirror + " SET id = 2 WHERE true")) {
      assertThatThrownBy(() -> clients.query(statement))
          .hasMessageContaining("currently not supported over tables that had UPSERT streams");
    }
  }

  private static final DescriptorProto TYPED =
      descriptor(Map.of("id", TYPE_INT64, "_CHANGE_TYPE", TYPE_STRING));

  private static Map<String, @Nullable Object> typed(String type, long id) {
    return Map.of("_CHANGE_TYPE", type, "id", id);
  }

  @Test
  void anApplicationStreamInsertsAndSaysSo() throws Exception {
    // Given
    String stream =
        clients
            .write
            .createWriteStream(
                parent(mirror),
                WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build())
            .getName();
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(stream, TYPED, rows(TYPED, List.of(typed("INSERT", 1), Map.of("id", 2L))));
      connection.send(stream, null, rows(TYPED, List.of(typed("UPSERT", 1))));

      // Then
      assertThat(connection.answers(1).getFirst()).isEqualTo("ok@0");
      assertThat(connection.answers(2).getLast())
          .endsWith("[0 The given value is not a valid CHANGE_TYPE in insert mode: UPSERT]");
      assertThat(mirror()).containsExactly("1|null|null", "2|null|null");
    }
  }

  @Test
  void aConnectionKeepsTheModeOfItsFirstRows() throws Exception {
    // Given
    String stream = defaultStream(mirror);
    try (RawConnection inserts = EMULATOR.connect();
        RawConnection upserts = EMULATOR.connect()) {
      // When
      inserts.send(stream, TYPED, rows(TYPED, List.of(typed("INSERT", 1))));
      inserts.send(stream, null, rows(TYPED, List.of(typed("DELETE", 1))));
      inserts.send(stream, null, rows(TYPED, List.of(typed("INSERT", 2))));
      inserts.answers(3);
      upserts.send(stream, TYPED, rows(TYPED, List.of(typed("UPSERT", 3))));
      upserts.send(stream, null, rows(TYPED, List.of(typed("DELETE", 1), typed("INSERT", 4))));
      upserts.send(stream, null, rows(TYPED, List.of(typed("DELETE", 2))));

      // Then
      assertThat(inserts.answers(3).get(1))
          .endsWith("[0 The given value is not a valid CHANGE_TYPE in insert mode: DELETE]");
      assertThat(inserts.answers(3).getLast()).isEqualTo("ok");
      assertThat(upserts.answers(3).get(1))
          .endsWith("[1 The given value is not a valid CHANGE_TYPE in upsert mode: INSERT]");
      assertThat(upserts.answers(3).getLast()).isEqualTo("ok");
      assertThat(mirror()).containsExactly("1|null|null", "3|null|null");
    }
  }

  @Test
  void sequencesThatNoRowHasAreNone() throws Exception {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          defaultStream(mirror),
          CHANGE,
          rows(CHANGE, List.of(Map.of("_CHANGE_TYPE", "UPSERT", "id", 1L, "name", "a"))));
      connection.send(
          defaultStream(mirror),
          null,
          rows(CHANGE, List.of(Map.of("_CHANGE_TYPE", "UPSERT", "id", 1L, "name", "b"))));

      // Then
      assertThat(connection.answers(2)).containsExactly("ok", "ok");
      assertThat(mirror()).containsExactly("1|b|null");
    }
  }

  @Test
  void oneRequestHasSequencesOnAllRowsOrOnNone() throws Exception {
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          defaultStream(mirror),
          CHANGE,
          rows(
              CHANGE,
              List.of(change("UPSERT", "1", 1, "a"), Map.of("_CHANGE_TYPE", "UPSERT", "id", 2L))));

      // Then
      assertThat(connection.answers(1).getFirst())
          .endsWith("[1 _CHANGE_SEQUENCE_NUMBER must be given on all rows or on none]");
      assertThat(mirror()).isEmpty();
    }
  }

  @Test
  void anUpsertTakesDefaultsForWhatItDoesNotSay() throws Exception {
    // Given
    String table = EMULATOR.fresh();
    clients.table(
        table,
        List.of("id"),
        Field.of("id", StandardSQLTypeName.INT64),
        Field.newBuilder("name", StandardSQLTypeName.STRING)
            .setDefaultValueExpression("'unnamed'")
            .build());
    try (RawConnection connection = EMULATOR.connect()) {
      // When
      connection.send(
          AppendRowsRequest.newBuilder()
              .setWriteStream(defaultStream(table))
              .setProtoRows(
                  AppendRowsRequest.ProtoData.newBuilder()
                      .setWriterSchema(ProtoSchema.newBuilder().setProtoDescriptor(UNSEQUENCED))
                      .setRows(rows(UNSEQUENCED, List.of(typed("UPSERT", 1)))))
              .setDefaultMissingValueInterpretation(MissingValueInterpretation.DEFAULT_VALUE)
              .build());
      connection.send("", null, rows(UNSEQUENCED, List.of(typed("UPSERT", 2))));
      connection.send(
          AppendRowsRequest.newBuilder()
              .setProtoRows(
                  AppendRowsRequest.ProtoData.newBuilder()
                      .setRows(rows(UNSEQUENCED, List.of(typed("UPSERT", 3)))))
              .putMissingValueInterpretations("name", MissingValueInterpretation.NULL_VALUE)
              .build());
      connection.send("", null, rows(UNSEQUENCED, List.of(typed("UPSERT", 4))));

      // Then
      assertThat(connection.answers(4)).containsOnly("ok");
      assertThat(clients.query("SELECT * FROM " + table + " ORDER BY id"))
          .containsExactly("1|unnamed", "2|unnamed", "3|null", "4|unnamed");
    }
  }
}
