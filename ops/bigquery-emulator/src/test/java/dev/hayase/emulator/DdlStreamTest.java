package dev.hayase.emulator;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_DOUBLE;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.defaultStream;
import static dev.hayase.emulator.Clients.descriptor;
import static dev.hayase.emulator.Clients.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// DDL and DML on tables that streams write to.
class DdlStreamTest {
  private static final DescriptorProto ID = descriptor(Map.of("id", TYPE_INT64));
  private static final DescriptorProto ID_AND_MORE =
      descriptor(Map.of("id", TYPE_INT64, "more", TYPE_STRING));
  private static final DescriptorProto FLOAT = descriptor(Map.of("id", TYPE_DOUBLE));
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(
          EmulatorOptions.inMemory().withClock(CLOCK).withSchemaDelay(Duration.ofMinutes(2)));

  private final Clients clients = EMULATOR.clients();
  private String table;

  @BeforeEach
  void create() throws Exception {
    table = EMULATOR.fresh();
    clients.query("CREATE TABLE " + table + " (id INT64)");
  }

  private AppendRowsResponse append(StreamWriter writer, DescriptorProto row, long id)
      throws Exception {
    return await(writer.append(rows(row, List.of(Map.of("id", id)))));
  }

  @Test
  void aRunningWriterKeepsItsSchemaAndLearnsOfTheNewOne() throws Exception {
    try (StreamWriter writer = clients.writer(defaultStream(table), ID)) {
      // Given
      append(writer, ID, 1);

      // When
      clients.query("ALTER TABLE " + table + " ADD COLUMN more STRING");

      // Then
      assertThat(append(writer, ID, 2).hasUpdatedSchema()).isFalse();
      CLOCK.advance(Duration.ofMinutes(2));
      AppendRowsResponse told = append(writer, ID, 3);
      assertThat(told.getUpdatedSchema().getFieldsList())
          .extracting(field -> field.getName())
          .containsExactly("id", "more");
      assertThat(clients.query("SELECT * FROM " + table + " ORDER BY id"))
          .containsExactly("1|null", "2|null", "3|null");
    }
  }

  @Test
  void aColumnTakesItsNarrowerTypeUntilTheWiderOneIsKnownAndNotTheWiderOne() throws Exception {
    // Given
    try (RawConnection narrow = EMULATOR.connect();
        RawConnection wide = EMULATOR.connect()) {
      narrow.send(defaultStream(table), ID, rows(ID, List.of(Map.of("id", 1L))));
      narrow.answers(1);

      // When
      clients.query("ALTER TABLE " + table + " ALTER COLUMN id SET DATA TYPE FLOAT64");
      narrow.send(defaultStream(table), null, rows(ID, List.of(Map.of("id", 2L))));
      wide.send(defaultStream(table), FLOAT, rows(FLOAT, List.of(Map.of("id", 2.5))));
      narrow.answers(2);
      wide.answers(1);
      CLOCK.advance(Duration.ofMinutes(2));
      narrow.send(defaultStream(table), null, rows(ID, List.of(Map.of("id", 3L))));
      wide.send(defaultStream(table), FLOAT, rows(FLOAT, List.of(Map.of("id", 3.5))));

      // Then
      assertThat(narrow.answers(3).get(2))
          .contains("the proto field type int64, BigQuery field type FLOAT");
      assertThat(wide.answers(2).getFirst())
          .contains("the proto field type double, BigQuery field type INTEGER");
      assertThat(clients.query("SELECT id FROM " + table + " ORDER BY id"))
          .containsExactly("1.0", "2.0", "3.5");
    }
  }

  @Test
  void aDroppedColumnIsAnExtraFieldAndAReplacedTableTakesRowsAgain() throws Exception {
    // Given
    clients.query("ALTER TABLE " + table + " ADD COLUMN more STRING");
    CLOCK.advance(Duration.ofMinutes(2));
    try (StreamWriter writer = clients.writer(defaultStream(table), ID_AND_MORE)) {
      append(writer, ID_AND_MORE, 1);

      // When
      clients.query("ALTER TABLE " + table + " DROP COLUMN more");

      // Then
      assertThatThrownBy(() -> append(writer, ID_AND_MORE, 2))
          .hasMessageContaining("Input schema has more fields than BigQuery schema");
    }
    clients.query("CREATE OR REPLACE TABLE " + table + " (id INT64, more STRING)");
    CLOCK.advance(Duration.ofMinutes(2));
    try (StreamWriter writer = clients.writer(defaultStream(table), ID_AND_MORE)) {
      append(writer, ID_AND_MORE, 3);
    }
    assertThat(clients.query("SELECT * FROM " + table)).containsExactly("3|null");
  }

  @Test
  void rowsStreamedLatelyCanBeAddedToButNotChanged() throws Exception {
    // Given
    clients.query("INSERT " + table + " VALUES (1)");
    try (StreamWriter writer = clients.writer(defaultStream(table), ID)) {
      append(writer, ID, 2);
    }
    String words = "would affect rows in the streaming buffer, which is not supported";

    // When / Then
    for (String refused :
        List.of(
            "UPDATE " + table + " SET id = 3 WHERE id = 2",
            "DELETE " + table + " WHERE true",
            "MERGE " + table + " USING (SELECT 2 AS two) ON id = two WHEN MATCHED THEN DELETE")) {
      assertThatThrownBy(() -> clients.query(refused))
          .hasMessageContaining("UPDATE or DELETE statement over table p.d." + table + " " + words);
    }
    assertThatThrownBy(() -> clients.query("TRUNCATE TABLE " + table))
        .hasMessageContaining("TRUNCATE DML statement over table p.d." + table + " " + words);
    clients.query("INSERT " + table + " SELECT id + 10 FROM " + table);
    clients.query("UPDATE " + table + " SET id = 5 WHERE id = 1");
    assertThat(clients.query("SELECT id FROM " + table + " ORDER BY id"))
        .containsExactly("2", "5", "11", "12");
    CLOCK.advance(Duration.ofMinutes(30));
    clients.query("DELETE " + table + " WHERE id < 10");
    assertThat(clients.query("SELECT id FROM " + table + " ORDER BY id"))
        .containsExactly("11", "12");
  }
}
