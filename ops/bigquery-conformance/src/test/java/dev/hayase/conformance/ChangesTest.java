package dev.hayase.conformance;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_INT64;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type.TYPE_STRING;
import static dev.hayase.conformance.Tables.await;
import static dev.hayase.conformance.Tables.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Change data capture through the default stream.
@ExtendWith(Conformance.class)
class ChangesTest {
  private static final DescriptorProto CHANGE =
      Tables.row(
          Map.entry("id", TYPE_INT64),
          Map.entry("name", TYPE_STRING),
          Map.entry("_CHANGE_TYPE", TYPE_STRING),
          Map.entry("_CHANGE_SEQUENCE_NUMBER", TYPE_STRING));
  private static final Field ID = Field.of("id", StandardSQLTypeName.INT64);
  private static final Field NAME = Field.of("name", StandardSQLTypeName.STRING);

  private final Tables tables;

  ChangesTest(Tables tables) {
    this.tables = tables;
  }

  private static Map<String, Object> upsert(long id, String name, String sequence) {
    return Map.of(
        "id", id, "name", name, "_CHANGE_TYPE", "UPSERT", "_CHANGE_SEQUENCE_NUMBER", sequence);
  }

  private static Map<String, Object> delete(long id, String sequence) {
    return Map.of("id", id, "_CHANGE_TYPE", "DELETE", "_CHANGE_SEQUENCE_NUMBER", sequence);
  }

  private void change(String table, List<Map<String, Object>> changes) throws Exception {
    try (StreamWriter writer = tables.writer(tables.defaultStream(table), CHANGE)) {
      await(writer.append(rows(CHANGE, changes)));
    }
  }

  private List<String> all(String table) throws InterruptedException {
    return tables.query("SELECT id, name FROM " + table + " ORDER BY id");
  }

  @Test
  void theGreatestSequenceNumberWinsAndTheLatestOfEquals() throws Exception {
    String table = tables.createWithKey(List.of("id"), ID, NAME);
    change(
        table,
        List.of(
            upsert(1, "new", "FFF/ABC"),
            upsert(1, "old", "FFF/B"),
            upsert(2, "first", "A"),
            upsert(2, "second", "A"),
            upsert(3, "gone", "1"),
            delete(3, "2")));
    assertThat(all(table)).containsExactly("1|new", "2|second");
  }

  @Test
  void anUpsertReplacesTheWholeRow() throws Exception {
    String table = tables.createWithKey(List.of("id"), ID, NAME);
    change(table, List.of(upsert(1, "name", "1")));
    change(
        table, List.of(Map.of("id", 1L, "_CHANGE_TYPE", "UPSERT", "_CHANGE_SEQUENCE_NUMBER", "2")));
    assertThat(all(table)).containsExactly("1|null");
  }

  @Test
  void withoutAPrimaryKeyThereAreNoUpserts() {
    String table = tables.create(ID, NAME);
    assertThatThrownBy(() -> change(table, List.of(upsert(1, "a", "1"))))
        .hasMessageContaining(
            "Create UPSERT stream is not supported for primary key disabled table");
  }

  @Test
  @EmulatorOnly
  void aDeletionIsForgottenAfterTwoDays() throws Exception {
    String table = tables.createWithKey(List.of("id"), ID, NAME);
    change(table, List.of(delete(1, "5")));
    change(table, List.of(upsert(1, "late", "4")));
    assertThat(all(table)).isEmpty();
    tables.underTest().emulator().orElseThrow().clock().advance(Duration.ofDays(2).plusHours(1));
    change(table, List.of(upsert(1, "late", "4")));
    assertThat(all(table)).containsExactly("1|late");
  }
}
