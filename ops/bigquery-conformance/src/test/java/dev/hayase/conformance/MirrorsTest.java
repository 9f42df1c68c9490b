package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a table that mirrors another, or is merely streamed to, allows beside: keys, statements,
/// metadata, idle streams.
@ExtendWith(Conformance.class)
class MirrorsTest {
  private static final DescriptorProto ROW = Tables.row(Map.entry("id", TYPE_INT64));
  private static final DescriptorProto CHANGE =
      Tables.row(Map.entry("id", TYPE_INT64), Map.entry("_CHANGE_TYPE", TYPE_STRING));
  private static final Field ID = Field.of("id", StandardSQLTypeName.INT64);

  private final Tables tables;

  MirrorsTest(Tables tables) {
    this.tables = tables;
  }

  private void change(StreamWriter writer, String type, long id) throws Exception {
    await(writer.append(rows(CHANGE, List.of(Map.of("id", id, "_CHANGE_TYPE", type)))));
  }

  private void upsert(String table) throws Exception {
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), CHANGE)) {
      change(writer, "UPSERT", 1);
    }
  }

  @Test
  void aConnectionThatUpsertsDoesNotInsert() throws Exception {
    String table = tables.createWithKey(List.of("id"), ID);
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), CHANGE)) {
      change(writer, "UPSERT", 1);
      assertThatThrownBy(() -> change(writer, "INSERT", 2))
          .cause()
          .isInstanceOf(Exceptions.AppendSerializationError.class);
      change(writer, "UPSERT", 3);
      change(writer, "DELETE", 1);
    }
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("3");
  }

  @Test
  void aKeyHasAtMostSixteenColumns() {
    Field[] columns =
        IntStream.range(0, 17)
            .mapToObj(column -> Field.of("c" + column, StandardSQLTypeName.INT64))
            .toArray(Field[]::new);
    List<String> names = IntStream.range(0, 17).mapToObj(column -> "c" + column).toList();
    tables.createWithKey(names.subList(0, 16), columns);
    assertThatThrownBy(() -> tables.createWithKey(names, columns))
        .isInstanceOf(BigQueryException.class)
        .extracting(refused -> ((BigQueryException) refused).getCode())
        .isEqualTo(400);
  }

  @Test
  void aTableTellsItsStalenessAndUpToWhenChangesAreApplied() throws Exception {
    String table = tables.createWithKey(List.of("id"), ID);
    tables.query("ALTER TABLE " + table + " SET OPTIONS (max_staleness = INTERVAL 10 MINUTE)");
    assertThat(
            tables.query(
                "SELECT option_value FROM INFORMATION_SCHEMA.TABLE_OPTIONS WHERE option_name ="
                    + " 'max_staleness' AND table_name = '"
                    + table
                    + "'"))
        .singleElement()
        .asString()
        .contains("0-0 0 0:10:0");
    String watermark =
        "SELECT upsert_stream_apply_watermark IS NOT NULL FROM INFORMATION_SCHEMA.TABLES WHERE"
            + " table_name = '"
            + table
            + "'";
    assertThat(tables.query(watermark)).containsExactly("false");
    upsert(table);
    // BigQuery applies changes within their staleness, the emulator at once.
    long deadline = System.nanoTime() + 1_200_000_000_000L;
    List<String> applied;
    do {
      applied = tables.query(watermark);
    } while (applied.equals(List.of("false")) && System.nanoTime() < deadline);
    assertThat(applied).containsExactly("true");
  }

  @Test
  void aTableThatIsUpsertedToIsNotChangedByStatements() throws Exception {
    String table = tables.createWithKey(List.of("id"), ID);
    upsert(table);
    for (String statement :
        List.of(
            "UPDATE " + table + " SET id = 2 WHERE true",
            "DELETE FROM " + table + " WHERE true",
            "MERGE "
                + table
                + " USING (SELECT 1) ON false WHEN NOT MATCHED BY SOURCE THEN DELETE")) {
      assertThatThrownBy(() -> tables.query(statement))
          .isInstanceOf(BigQueryException.class)
          .hasMessageContaining("not supported over tables that had UPSERT streams");
    }
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("1");
  }

  private String streamed() throws Exception {
    String table = tables.create(ID);
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), ROW)) {
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L), Map.of("id", 2L)))));
    }
    return table;
  }

  @Test
  void rowsThatWereStreamedJustNowAreNotChangedByStatements() throws Exception {
    String table = streamed();
    for (String statement :
        List.of(
            "UPDATE " + table + " SET id = 3 WHERE id = 1",
            "DELETE FROM " + table + " WHERE id = 1")) {
      assertThatThrownBy(() -> tables.query(statement))
          .isInstanceOf(BigQueryException.class)
          .hasMessageContaining("would affect rows in the streaming buffer");
    }
    assertThat(tables.query("SELECT id FROM " + table + " ORDER BY id")).containsExactly("1", "2");
  }

  @Test
  @EmulatorOnly
  void rowsThatWereStreamedHalfAnHourAgoAreChanged() throws Exception {
    String table = streamed();
    tables.underTest().emulator().orElseThrow().clock().advance(Duration.ofMinutes(31));
    tables.query("UPDATE " + table + " SET id = 3 WHERE id = 1");
    tables.query("DELETE FROM " + table + " WHERE id = 2");
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("3");
  }

  @Test
  @EmulatorOnly
  void anIdleCommittedStreamExpiresAndItsRowsStay() throws Exception {
    String table = tables.create(ID);
    String stream = tables.createStream(table, WriteStream.Type.COMMITTED);
    try (StreamWriter writer = tables.writer(stream, ROW)) {
      await(writer.append(rows(ROW, List.of(Map.of("id", 1L))), 0));
      tables.underTest().emulator().orElseThrow().clock().advance(Duration.ofDays(4).plusHours(1));
      assertThatThrownBy(() -> await(writer.append(rows(ROW, List.of(Map.of("id", 2L))), 1)))
          .cause()
          .isInstanceOf(Exceptions.StreamNotFound.class);
    }
    assertThat(tables.query("SELECT id FROM " + table)).containsExactly("1");
  }
}
