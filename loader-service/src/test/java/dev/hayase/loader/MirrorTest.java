package dev.hayase.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.scene.ChangeWriter;
import dev.hayase.loader.scene.LoaderProcess;
import dev.hayase.loader.scene.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final TableSchema LEARNERS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64), Column.nullable("name", ColumnType.STRING)),
          List.of("id"));

  @TempDir private Path folder;

  @Test
  void rowsBecomeWhatTheSourceHas() {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 3, LEARNERS)) {
      // Given
      scene.startLoader();

      // When
      learners.transaction(() -> {
        for (int id = 1; id <= 20; id++) {
          learners.upsert("c", key(id), row(id, "v1"));
        }
      });
      learners.aborted(() -> learners.upsert("c", key(99), row(99, "never")));
      learners.transaction(() -> {
        learners.upsert("u", key(1), row(1, "v2"));
        learners.delete(key(2), null);
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT COUNT(*), MIN(id), MAX(id) FROM DATASET.learners"))
          .containsExactly(List.of("19", "1", "20"));
      assertThat(scene.query("SELECT id, name FROM DATASET.learners WHERE id < 4 ORDER BY id"))
          .containsExactly(List.of("1", "v2"), List.of("3", "v1"));
    }
  }

  @Test
  void writingTheSameChangesAgainChangesNothing() {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 2, LEARNERS)) {
      // Given
      SequenceNumber first = learners.next();
      Runnable changes =
          () -> {
            learners.upsert("c", key(1), row(1, "old"));
            learners.upsert("c", key(2), row(2, "gone"));
            learners.upsert("u", key(1), row(1, "new"));
            learners.delete(key(2), null);
          };
      scene.startLoader();
      learners.transaction(changes);
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));

      // When
      learners.from(first).transaction(changes);

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT id, name FROM DATASET.learners"))
          .containsExactly(List.of("1", "new"));
    }
  }

  @Test
  void aSnapshotLeavesNoGhostsAndATruncateLeavesOnlyWhatCameAfterIt() {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 3, LEARNERS)) {
      // Given
      scene.startLoader();
      learners.transaction(() -> {
        for (int id = 1; id <= 30; id++) {
          learners.upsert("c", key(id), row(id, "before"));
        }
      });

      // When
      learners.transaction(() -> {
        SequenceNumber start = learners.snapshotStart("s1");
        for (int id = 1; id <= 10; id++) {
          learners.snapshotRow("s1", key(id), row(id, "snapshot"));
        }
        learners.snapshotEnd("s1", start);
        learners.upsert("c", key(31), row(31, "after"));
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(
              scene.query(
                  "SELECT name, COUNT(*) FROM DATASET.learners GROUP BY name ORDER BY name"))
          .containsExactly(List.of("after", "1"), List.of("snapshot", "10"));

      // When
      learners.transaction(() -> {
        learners.truncate();
        learners.upsert("c", key(2), row(2, "again"));
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT id, name FROM DATASET.learners"))
          .containsExactly(List.of("2", "again"));
    }
  }

  @Test
  void aNewColumnArrivesWhileRowsOfTheOldSchemaGoOn() {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 2, LEARNERS)) {
      // Given
      TableSchema wider =
          TableSchema.of(
              List.of(
                  Column.nullable("id", ColumnType.INT64),
                  Column.nullable("name", ColumnType.STRING),
                  Column.nullable("born", ColumnType.DATE)),
              List.of("id"));
      scene.startLoader();
      learners.transaction(() -> learners.upsert("c", key(1), row(1, "old")));
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));

      // When
      learners.schema(wider);
      learners.transaction(() ->
          learners.upsert("c", key(2), "{\"id\":2,\"name\":\"new\",\"born\":\"2001-02-03\"}"));
      learners.schema(LEARNERS);
      learners.transaction(() -> learners.upsert("c", key(3), row(3, "old")));

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT id, name, born FROM DATASET.learners ORDER BY id"))
          .containsExactly(
              List.of("1", "old", "null"),
              List.of("2", "new", "2001-02-03"),
              List.of("3", "old", "null"));
      assertThat(scene.columns("learners")).containsExactly("id", "name", "_hayase_seq", "born");
    }
  }

  @Test
  void recordsThatCannotBeLoadedGoWholeToTheDeadLetters() {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 1, LEARNERS)) {
      // Given
      scene.startLoader();
      byte[] noJson = "no json".getBytes(UTF_8);
      byte[] key = "{\"id\":7}".getBytes(UTF_8);
      Map<String, String> headers =
          Map.of(
              "hayase-version",
              "1",
              "hayase-schema",
              LEARNERS.fingerprint().hex(),
              "hayase-seq",
              new SequenceNumber(1, 1).toString(),
              "theirs",
              "kept");

      // When
      learners.transaction(() -> {
        learners.upsert("c", key(1), row(1, "good"));
        learners.upsert("c", key(2), "{\"id\":\"two\",\"name\":\"bad\"}");
        learners.upsert("c", key(3), "{\"id\":3,\"name\":\"bad\",\"more\":1}");
        learners.upsert("c", key(4), "{\"id\":4}");
        learners.raw(key, noJson, headers);
        learners.raw(key, null, Map.of());
        learners.raw(key, noJson, Map.of("hayase-seq", new SequenceNumber(1, 2).toString()));
        learners.upsert("c", key(5), row(5, "good"));
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT id FROM DATASET.learners ORDER BY id"))
          .containsExactly(List.of("1"), List.of("5"));
      List<ConsumerRecord<byte[], byte[]>> letters = scene.records(learners.topic() + ".dlt");
      assertThat(letters)
          .extracting(letter ->
              List.of(
                  header(letter, "hayase-dlt-original-offset"),
                  header(letter, "hayase-dlt-column"),
                  header(letter, "hayase-dlt-reason")))
          .containsExactly(
              List.of("1", "id", "is no number"),
              List.of("2", "more", "is in the record but not in the record's schema"),
              List.of("3", "name", "is in the record's schema but not in the record"),
              List.of("4", "none", "the JSON lacks a '{'"),
              List.of("6", "none", "The record has no header hayase-schema"));
      ConsumerRecord<byte[], byte[]> letter = letters.get(3);
      assertThat(letter.key()).isEqualTo(key);
      assertThat(letter.value()).isEqualTo(noJson);
      assertThat(header(letter, "theirs")).isEqualTo("kept");
      assertThat(letters)
          .extracting(each -> header(each, "hayase-dlt-code"))
          .containsExactly(
              "unfit-value", "unfit-value", "unfit-value", "malformed-record", "malformed-record");
      assertThat(header(letter, "hayase-dlt-table"))
          .isEqualTo(Scene.PROJECT + "." + scene.source() + ".learners");
      assertThat(header(letter, "hayase-dlt-remedy")).contains("have it send the row again");
      assertThat(header(letter, "hayase-dlt-original-topic")).isEqualTo(learners.topic());
      assertThat(header(letter, "hayase-dlt-original-partition")).isEqualTo("0");
      assertThat(header(letter, "hayase-dlt-original-timestamp")).isNotEqualTo("none");
    }
  }

  @Test
  void aTruncateWaitsForThePartitionsOfAnotherLoader() {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 4, LEARNERS);
        LoaderProcess other = new LoaderProcess(scene, folder, "other")) {
      // Given
      scene.startLoader();
      await().atMost(LIMIT).until(() -> scene.membersWithPartitions() == 2);
      learners.transaction(() -> {
        for (int id = 1; id <= 100; id++) {
          learners.upsert("c", key(id), row(id, "before"));
        }
      });

      // When
      learners.transaction(() -> {
        learners.truncate();
        for (int id = 50; id <= 60; id++) {
          learners.upsert("c", key(id), row(id, "after"));
        }
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(other.isAlive()).isTrue();
      assertThat(scene.membersWithPartitions()).isEqualTo(2);
      assertThat(
              scene.query(
                  "SELECT name, COUNT(*), MIN(id), MAX(id) FROM DATASET.learners GROUP BY name"))
          .containsExactly(List.of("after", "11", "50", "60"));
    }
  }

  @Test
  void aTableThatWasDroppedIsMadeAnew() throws Exception {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 1, LEARNERS)) {
      // Given
      scene.startLoader();
      learners.transaction(() -> learners.upsert("c", key(1), row(1, "x")));
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));

      // When
      scene.bigQuery().tables().delete(Scene.PROJECT, scene.source(), "learners").execute();
      learners.transaction(() -> learners.upsert("c", key(2), row(2, "y")));

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT id FROM DATASET.learners")).containsExactly(List.of("2"));
    }
  }

  @Test
  void namesThatPeopleUseArriveUnderNamesThatBigQueryTakes() {
    TableSchema schema =
        TableSchema.of(
            List.of(
                Column.nullable("order", ColumnType.INT64),
                Column.nullable("Full Name", ColumnType.STRING),
                Column.nullable("it's \"quoted\"", ColumnType.STRING),
                Column.nullable("名前", ColumnType.STRING)),
            List.of("order"));
    try (Scene scene = new Scene(folder);
        ChangeWriter odd = new ChangeWriter(scene, "Sales", "Order Items", 1, schema)) {
      // Given
      scene.startLoader();

      // When
      odd.transaction(() ->
          odd.upsert(
              "c",
              "{\"order\":1}",
              "{\"order\":1,\"Full Name\":\"a\",\"it's \\\"quoted\\\"\":\"b\",\"名前\":\"山田🦉\"}"));

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(odd.topic()));
      assertThat(scene.query("SELECT * EXCEPT (_hayase_seq) FROM DATASET.`Sales__Order Items`"))
          .containsExactly(List.of("1", "a", "b", "山田🦉"));
      assertThat(scene.columns("Sales__Order Items"))
          .containsExactly("order", "Full Name", "it's _u0022_quoted_u0022_", "名前", "_hayase_seq");
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "none" : new String(header.value(), UTF_8);
  }

  private static String key(int id) {
    return "{\"id\":%d}".formatted(id);
  }

  private static String row(int id, String name) {
    return "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name);
  }
}
