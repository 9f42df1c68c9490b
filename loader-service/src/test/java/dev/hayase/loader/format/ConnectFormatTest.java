package dev.hayase.loader.format;

import static dev.hayase.loader.format.ConnectRows.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.connect.InlineJson;
import dev.hayase.records.format.ConnectLayout;
import dev.hayase.records.format.ConnectTopic;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import dev.hayase.records.table.TableMode;
import io.debezium.transforms.ExtractNewRecordState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whole records of a Kafka Connect installation, made by Connect's converter and Debezium's own
/// transform, and the rows that come of them.
class ConnectFormatTest {
  private static final Schema LEARNER =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final TableSchema DECLARED =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("name", ColumnType.STRING),
              Column.nullable("born", ColumnType.DATE)),
          List.of());

  private final ConnectFixtures inline = new ConnectFixtures(true);
  private final ConnectFixtures bare = new ConnectFixtures(false);

  @Test
  void anEnvelopeWithItsSchemaTellsTheTableAndTheRow() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    byte[] key = inline.key("id", 7L);
    byte[] created = inline.change("c", null, learner(7, "Ada"), LEARNER, source(0x1F, "false"));

    // When
    TableSchema schema = rows.schema(key, created);
    Map<String, Object> row = rows.row(key, created);

    // Then
    assertThat(schema)
        .isEqualTo(
            TableSchema.of(
                List.of(
                    Column.nullable("id", ColumnType.INT64),
                    Column.nullable("name", ColumnType.STRING)),
                List.of("id")));
    assertThat(row)
        .isEqualTo(
            mirror(
                "UPSERT",
                "0000000000000000/000000000000001f/0000000000000001/0000000000000000",
                Map.of("id", 7L, "name", "Ada")));
  }

  @Test
  void aDeletionTakesTheKeyAndATombstoneAfterItSaysNothing() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    byte[] key = inline.key("id", 7L);

    // When
    Map<String, Object> row =
        rows.row(key, inline.change("d", learner(7, null), null, LEARNER, source(16, "false")));

    // Then
    assertThat(row)
        .isEqualTo(
            mirror(
                "DELETE",
                "0000000000000000/0000000000000010/0000000000000001/0000000000000000",
                Map.of("id", 7L)));
    assertThat(rows.read(key, null)).isEqualTo(Reading.Nothing.INSTANCE);
  }

  @Test
  void aSnapshotsRowStandsBeforeAChangeAtItsPosition() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    byte[] key = inline.key("id", 7L);

    // When
    String changed =
        sequence(
            rows.row(key, inline.change("u", null, learner(7, "b"), LEARNER, source(16, "false"))));
    String read =
        sequence(
            rows.row(key, inline.change("r", null, learner(7, "a"), LEARNER, source(16, "last"))));

    // Then
    assertThat(read).isLessThan(changed);
  }

  @Test
  void ahistoryKeepsTheRowBeforeADeletion() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.HISTORY);
    byte[] key = inline.key("id", 7L);

    // When
    Map<String, Object> row =
        rows.row(key, inline.change("d", learner(7, "Ada"), null, LEARNER, source(16, "false")));

    // Then
    assertThat(row)
        .containsEntry("id", 7L)
        .containsEntry("name", "Ada")
        .containsEntry("_op", "d")
        .containsEntry("_commit_ts", "2023-11-14T22:13:20.000001Z")
        .containsEntry("_kafka_partition", 3L)
        .containsEntry("_kafka_offset", 0L);
  }

  @Test
  void anotherSchemaInTheStreamIsAnotherTableSchema() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    byte[] key = inline.key("id", 7L);
    Schema wider =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.OPTIONAL_STRING_SCHEMA)
            .field("born", io.debezium.time.Date.builder().optional().build())
            .build();
    Struct born =
        new Struct(ConnectFixtures.optional(wider)).put("id", 7L).put("name", "Ada").put("born", 1);
    rows.row(key, inline.change("c", null, learner(7, "Ada"), LEARNER, source(16, "false")));

    // When
    Map<String, Object> row =
        rows.row(key, inline.change("u", null, born, wider, source(17, "false")));
    Map<String, Object> old =
        rows.row(key, inline.change("u", null, learner(7, "x"), LEARNER, source(18, "false")));

    // Then
    assertThat(row).containsEntry("born", "1970-01-02");
    assertThat(old).containsEntry("name", "x").doesNotContainKey("born");
  }

  @Test
  void withoutASchemaTheDeclaredOneRulesAndWithoutThatTheTableWaits() {
    // Given
    byte[] key = bare.key("id", 7L);
    byte[] created =
        json(
            "{'before':null,'after':{'id':7,'name':'Ada','born':19000},'source':{'ts_ms':5,'lsn':1},'op':'c'}");
    ConnectRows declared = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR, List.of(), DECLARED);
    ConnectRows undeclared = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);

    // When
    Map<String, Object> row = declared.row(key, created);
    Reading reading = undeclared.read(key, created);

    // Then
    assertThat(declared.schema(key, created).primaryKey()).containsExactly("id");
    assertThat(row).containsEntry("id", 7L).containsEntry("born", "2022-01-08");
    assertThat(reading).isInstanceOf(Reading.Halting.class);
    assertThat(((Reading.Halting) reading).remedy()).contains("schema:");
  }

  @Test
  void flattenedRowsCarryTheirDeletionAndTheirPlace() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ROW, TableMode.MIRROR);
    Map<String, String> settings =
        Map.of("delete.tombstone.handling.mode", "rewrite", "add.fields", "op,lsn,source.ts_ms");
    byte[] key = inline.key("id", 7L);

    // When
    Map<String, Object> created =
        rows.row(key, flattened(settings, "c", null, learner(7, "Ada"), 0x20));
    Map<String, Object> deleted =
        rows.row(key, flattened(settings, "d", learner(7, "Ada"), null, 0x21));

    // Then
    assertThat(created)
        .containsEntry("_CHANGE_TYPE", "UPSERT")
        .containsEntry("name", "Ada")
        .containsEntry("__deleted", "false")
        .containsEntry("__op", "c")
        .containsEntry("__lsn", 32L)
        .containsEntry(
            "_hayase_seq", "0000000000000000/0000000000000020/0000000000000001/0000000000000000");
    assertThat(deleted)
        .containsEntry("_CHANGE_TYPE", "DELETE")
        .containsEntry(
            "_hayase_seq", "0000000000000000/0000000000000021/0000000000000001/0000000000000001");
  }

  @Test
  void aTombstoneDeletesWhereRowsAreFlatAndThenKafkasOrderRules() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ROW, TableMode.MIRROR);
    Map<String, String> settings =
        Map.of("delete.tombstone.handling.mode", "tombstone", "add.fields", "lsn");
    byte[] key = inline.key("id", 7L);

    // When
    Map<String, Object> created =
        rows.row(key, flattened(settings, "c", null, learner(7, "Ada"), 0x20));
    Map<String, Object> deleted = rows.row(key, null);

    // Then
    assertThat(sequence(created))
        .isEqualTo("0000000000000000/0000000000000000/0000000000000000/0000000000000000");
    assertThat(deleted)
        .isEqualTo(
            mirror(
                "DELETE",
                "0000000000000000/0000000000000000/0000000000000000/0000000000000001",
                Map.of("id", 7L)));
  }

  @Test
  void aTombstoneThatIsTheFirstRecordReadKnowsItsTypesByItsKey() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ROW, TableMode.MIRROR);
    ConnectRows unknowing = rows(ConnectLayout.ROW, TableMode.MIRROR);

    // When
    Map<String, Object> deleted = rows.row(inline.key("id", 7L), null);
    Reading unknown = unknowing.read(bare.key("id", 7L), null);

    // Then
    assertThat(deleted).containsEntry("_CHANGE_TYPE", "DELETE").containsEntry("id", 7L);
    assertThat(unknown).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void theDeclaredKeyStandsAboveTheRecordsKey() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR, List.of("name"), null);
    byte[] key = inline.key("id", 7L);
    byte[] deleted = inline.change("d", learner(7, "Ada"), null, LEARNER, source(16, "false"));

    // When
    TableSchema schema = rows.schema(key, deleted);
    Map<String, Object> row = rows.row(key, deleted);

    // Then
    assertThat(schema.primaryKey()).containsExactly("name");
    assertThat(row).containsEntry("_CHANGE_TYPE", "DELETE").containsEntry("name", "Ada");
  }

  @Test
  void aKeyThatTheRowsLackIsRefusedWithARemedy() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR, List.of("nobody"), null);
    byte[] created = inline.change("c", null, learner(7, "Ada"), LEARNER, source(16, "false"));

    // Then
    assertThatThrownBy(() -> rows.schema(inline.key("id", 7L), created))
        .isInstanceOfSatisfying(
            UnusableSchemaException.class, e -> assertThat(e.remedy()).contains("key:"));
  }

  @Test
  void mongoDbsDocumentsGoIntoAJsonColumnBesideTheirIdentity() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    Schema text = io.debezium.data.Json.builder().optional().build();
    Schema source =
        SchemaBuilder.struct()
            .field("connector", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ord", Schema.INT32_SCHEMA)
            .build();
    Schema envelope =
        SchemaBuilder.struct()
            .name("mongo.Envelope")
            .field("before", text)
            .field("after", text)
            .field("source", source)
            .field("op", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct from =
        new Struct(source)
            .put("connector", "mongodb")
            .put("ts_ms", 1_700_000_000_000L)
            .put("snapshot", "false")
            .put("ord", 3);
    byte[] key = inline.key("id", "{\"$oid\": \"596e275826f08b2730779e1f\"}");
    Struct created =
        new Struct(envelope)
            .put("after", "{\"_id\": 1, \"a\": [1, {\"b\": null}]}")
            .put("source", from)
            .put("op", "c");

    // When
    Map<String, Object> row = rows.row(key, inline.value(envelope, created));
    Map<String, Object> deleted =
        rows.row(
            key, inline.value(envelope, new Struct(envelope).put("source", from).put("op", "d")));

    // Then
    assertThat(row)
        .isEqualTo(
            mirror(
                "UPSERT",
                "0000000000000000/6553f10000000003/0000000000000001/0000000000000000",
                Map.of(
                    "_id", "{\"$oid\": \"596e275826f08b2730779e1f\"}",
                    "data", "{\"_id\": 1, \"a\": [1, {\"b\": null}]}")));
    assertThat(deleted)
        .containsEntry("_CHANGE_TYPE", "DELETE")
        .containsEntry("_id", "{\"$oid\": \"596e275826f08b2730779e1f\"}")
        .doesNotContainKey("data");
  }

  @Test
  void afterTheSourceWasRestoredItsChangesAreLaterThanAllBefore() {
    // Given
    Instant restored = Instant.ofEpochMilli(0x18_0000_0000L);
    ConnectRows rows = rows(TableMode.MIRROR, new ChangeOrder(true, List.of(restored)));
    byte[] key = inline.key("id", 7L);
    byte[] early = inline.change("u", null, learner(7, "early"), LEARNER, source(16, "false"));
    byte[] late = inline.change("u", null, learner(7, "late"), LEARNER, source(0xFF, "false"));

    // When
    String before = sequence(rows.at(restored.toEpochMilli() - 1).row(key, late));
    String after = sequence(rows.at(restored.toEpochMilli()).row(key, early));

    // Then
    assertThat(before)
        .isEqualTo("0000000000000000/00000000000000ff/0000000000000001/0000000000000000");
    assertThat(after)
        .isEqualTo("0000001800000000/0000000000000010/0000000000000001/0000000000000001");
    assertThat(rows.at(restored.toEpochMilli() - 1).row(key, late).get("_hayase_seq"))
        .as("who reads it again finds the same epoch")
        .asString()
        .startsWith("0000000000000000/00000000000000ff");
  }

  @Test
  void kafkasOrderRulesWhereThePipelineSaysSo() {
    // Given
    ConnectRows rows = rows(TableMode.MIRROR, new ChangeOrder(false, List.of()));
    byte[] key = inline.key("id", 7L);

    // When
    String first =
        sequence(
            rows.row(
                key, inline.change("u", null, learner(7, "a"), LEARNER, source(0xFF, "false"))));
    String second =
        sequence(
            rows.row(key, inline.change("r", null, learner(7, "b"), LEARNER, source(1, "true"))));

    // Then
    assertThat(first)
        .isEqualTo("0000000000000000/0000000000000000/0000000000000000/0000000000000000");
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void aTruncateLeavesBehindWhatStandsBeforeIt() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    byte[] key = inline.key("id", 7L);
    byte[] truncated = inline.change("t", null, null, LEARNER, source(16, "false"));
    String before =
        sequence(
            rows.row(
                key, inline.change("c", null, learner(7, "Ada"), LEARNER, source(15, "false"))));

    // When
    Reading reading = rows.read(null, truncated);

    // Then
    assertThat(reading).isInstanceOf(Reading.Truncate.class);
    String cutoff = ((Reading.Truncate) reading).cutoff();
    assertThat(cutoff)
        .isEqualTo("0000000000000000/0000000000000010/0000000000000001/0000000000000001");
    assertThat(before).isLessThan(cutoff);
    assertThat(rows.truncates(null, truncated)).isTrue();
  }

  @Test
  void inAHistoryATruncateIsARowWithoutValues() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.HISTORY);

    // When
    Map<String, Object> row =
        rows.row(null, inline.change("t", null, null, LEARNER, source(16, "false")));

    // Then
    assertThat(row)
        .containsEntry("_op", "t")
        .containsEntry("_commit_ts", "2023-11-14T22:13:20.000001Z")
        .containsEntry("_kafka_offset", 0L)
        .doesNotContainKeys("id", "name");
  }

  @Test
  void aRowWithoutAKeyThatSpeaksOfATruncateIsARow() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.HISTORY);
    Struct learner = learner(7, "\"op\":\"t\"");
    byte[] created = inline.change("c", null, learner, LEARNER, source(16, "false"));

    // Then
    assertThat(rows.row(null, created)).containsEntry("_op", "c").containsEntry("id", 7L);
    assertThat(rows.truncates(null, created)).isFalse();
  }

  @Test
  void aTruncateWithAKeyIsParked() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);

    // Then
    assertThat(
            rows.unfit(
                inline.key("id", 7L), inline.change("t", null, null, LEARNER, source(16, "false"))))
        .isEqualTo("a truncate came with a key");
  }

  @Test
  void theRemedyForAnUnfitValueNamesWhereItsTypeWasDeclared() {
    // Given
    byte[] key = bare.key("id", 7L);
    byte[] more =
        json("{'before':null,'after':{'id':7,'age':1},'source':{'ts_ms':5,'lsn':1},'op':'c'}");
    ConnectRows declared = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR, List.of(), DECLARED);
    ConnectRows inlined = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    String wrong =
        new String(inline.change("c", null, learner(7, "Ada"), LEARNER, source(16, "false")), UTF_8)
            .replace("\"id\":7", "\"id\":\"7\"");

    // Then
    assertThat(declared.refusal(key, more))
        .satisfies(refusal -> {
          assertThat(refusal.reason()).isEqualTo("is in the record but not in the declared schema");
          assertThat(refusal.remedy()).contains("the file that schema: names");
        });
    assertThat(inlined.refusal(inline.key("id", 7L), wrong.getBytes(UTF_8)).remedy())
        .contains("a type in BigQuery");
  }

  @Test
  void recordsThatAreNoneAreParkedWithAReason() {
    // Given
    ConnectRows rows = rows(ConnectLayout.ENVELOPE, TableMode.MIRROR);
    byte[] key = inline.key("id", 7L);
    String whole =
        new String(
            inline.change("c", null, learner(7, "Ada"), LEARNER, source(16, "false")), UTF_8);
    rows.row(key, whole.getBytes(UTF_8));

    // Then
    assertThat(rows.unfit(key, whole.replace("\"op\":\"c\"", "\"op\":\"x\"").getBytes(UTF_8)))
        .contains("op is none of");
    assertThat(rows.unfit(key, whole.replace("\"id\":7", "\"id\":\"7\"").getBytes(UTF_8)))
        .isEqualTo("id is no number");
    assertThat(rows.unfit(key, (whole + "}").getBytes(UTF_8))).contains("follows");
    assertThat(rows.unfit(key, whole.substring(0, whole.length() - 20).getBytes(UTF_8)))
        .contains("JSON");
  }

  private byte[] flattened(
      Map<String, String> settings,
      String op,
      @Nullable Struct before,
      @Nullable Struct after,
      long lsn) {
    Schema optional = ConnectFixtures.optional(LEARNER);
    Schema envelope =
        SchemaBuilder.struct()
            .name("topic.Envelope")
            .field("before", optional)
            .field("after", optional)
            .field("source", ConnectFixtures.SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    Struct value =
        new Struct(envelope)
            .put("before", before)
            .put("after", after)
            .put("source", source(lsn, "false"))
            .put("op", op);
    try (ExtractNewRecordState<SourceRecord> transform = new ExtractNewRecordState<>()) {
      transform.configure(new TreeMap<>(settings));
      SourceRecord flat =
          transform.apply(
              new SourceRecord(Map.of(), Map.of(), "topic", null, null, envelope, value));
      return inline.value(flat.valueSchema(), flat.value());
    }
  }

  private static Struct learner(long id, @Nullable String name) {
    return new Struct(ConnectFixtures.optional(LEARNER)).put("id", id).put("name", name);
  }

  private static Struct source(long lsn, String snapshot) {
    return ConnectFixtures.source(lsn, snapshot);
  }

  private static ConnectRows rows(TableMode mode, ChangeOrder order) {
    return new ConnectRows(
        new ConnectTopic(
            Optional.of(ConnectLayout.ENVELOPE), List.of(), Optional.empty(), mode, order),
        new InlineJson(),
        new InlineJson());
  }

  private static ConnectRows rows(ConnectLayout layout, TableMode mode) {
    return rows(layout, mode, List.of(), null);
  }

  private static ConnectRows rows(
      ConnectLayout layout, TableMode mode, List<String> key, @Nullable TableSchema declared) {
    return new ConnectRows(
        new ConnectTopic(
            Optional.of(layout), key, Optional.ofNullable(declared), mode, ChangeOrder.USUAL),
        new InlineJson(),
        new InlineJson());
  }

  private static String sequence(Map<String, Object> row) {
    return (String) row.getOrDefault("_hayase_seq", "none");
  }

  private static Map<String, Object> mirror(
      String type, String sequence, Map<String, Object> columns) {
    Map<String, Object> row = new TreeMap<>(columns);
    row.put("_CHANGE_TYPE", type);
    row.put("_CHANGE_SEQUENCE_NUMBER", sequence);
    row.put("_hayase_seq", sequence);
    return row;
  }
}
