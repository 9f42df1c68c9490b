package dev.hayase.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.loader.scene.ChangeWriter;
import dev.hayase.loader.scene.LoaderProcess;
import dev.hayase.loader.scene.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String HISTORY = "{mode: history}";
  private static final TableSchema ANSWERS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64), Column.nullable("text", ColumnType.STRING)),
          List.of("id"));
  private static final TableSchema KEYLESS =
      TableSchema.of(List.of(Column.nullable("text", ColumnType.STRING)), List.of());

  @TempDir private Path folder;

  @Test
  void everyChangeIsARow() {
    try (Scene scene = new Scene(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 1, ANSWERS)) {
      // Given
      scene.startLoader();

      // When
      answers.transaction(() -> {
        SequenceNumber start = answers.snapshotStart("s1");
        answers.snapshotRow("s1", key(1), row(1, "a"));
        answers.snapshotEnd("s1", start);
        answers.upsert("u", key(1), row(1, "b"));
        answers.delete(key(1), row(1, "b"));
        answers.delete(key(2), null);
        answers.truncate();
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertThat(
              scene.query(
                  "SELECT id, text, _op, FORMAT_TIMESTAMP('%F', _commit_ts), _hayase_seq, _snapshot_id,"
                      + " _kafka_partition, _kafka_offset FROM DATASET.answers ORDER BY _kafka_offset"))
          .containsExactly(
              List.of("1", "a", "r", "2023-11-14", seq(1), "s1", "0", "1"),
              List.of("null", "null", "snapshot-end", "2023-11-14", seq(2), "s1", "0", "2"),
              List.of("1", "b", "u", "2023-11-14", seq(3), "null", "0", "3"),
              List.of("1", "b", "d", "2023-11-14", seq(4), "null", "0", "4"),
              List.of("2", "null", "d", "2023-11-14", seq(5), "null", "0", "5"),
              List.of("null", "null", "t", "2023-11-14", seq(6), "null", "0", "6"));
      assertThat(scene.describe("answers").getTimePartitioning().getField())
          .isEqualTo("_commit_ts");
      assertThat(scene.describe("answers").getClustering().getFields()).containsExactly("id");
    }
  }

  @Test
  void theViewShowsCompletedSnapshotsAndEveryChange() {
    try (Scene scene = new Scene(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, ANSWERS)) {
      // Given: the first snapshot never ends, and neither does the third
      scene.startLoader();

      // When
      answers.transaction(() -> {
        answers.snapshotStart("s1");
        answers.snapshotRow("s1", key(1), row(1, "a"));
        answers.snapshotRow("s1", key(2), row(2, "a"));
        SequenceNumber second = answers.snapshotStart("s2");
        for (int id = 1; id <= 4; id++) {
          answers.snapshotRow("s2", key(id), row(id, "b"));
        }
        answers.upsert("u", key(1), row(1, "c"));
        answers.snapshotEnd("s2", second);
        answers.snapshotStart("s3");
        answers.snapshotRow("s3", key(1), row(1, "d"));
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(
                      scene.query(
                          "SELECT id, text, _op, _snapshot_id FROM DATASET.answers_complete ORDER BY text, id"))
                  .containsExactly(
                      List.of("1", "b", "r", "s2"),
                      List.of("2", "b", "r", "s2"),
                      List.of("3", "b", "r", "s2"),
                      List.of("4", "b", "r", "s2"),
                      List.of("1", "c", "u", "null")));
      assertThat(
              scene.query(
                  "SELECT _kafka_partition, _snapshot_id FROM DATASET.answers WHERE _op = 'snapshot-end'"))
          .containsExactly(List.of("0", "s2"));
      assertThat(scene.query("SELECT COUNT(*) FROM DATASET.answers")).containsExactly(List.of("9"));
    }
  }

  @Test
  void aTruncateThatALoaderMeetsFirstIsARowToo() {
    try (Scene scene = new Scene(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, ANSWERS)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> answers.upsert("c", key(1), row(1, "a")));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      scene.stopLoader();
      answers.transaction(answers::truncate);

      // When
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertThat(scene.query("SELECT _op FROM DATASET.answers ORDER BY _hayase_seq"))
          .containsExactly(List.of("c"), List.of("t"));
    }
  }

  @Test
  void aTableWithoutAKeyIsKeptAsHistory() {
    try (Scene scene = new Scene(folder);
        ChangeWriter lines = new ChangeWriter(scene, "public", "lines", 2, KEYLESS)) {
      // Given
      scene.startLoader();

      // When
      lines.transaction(() -> {
        lines.keyless("c", "{\"text\":\"same\"}");
        lines.keyless("c", "{\"text\":\"same\"}");
      });

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(lines.topic()));
      assertThat(scene.query("SELECT text, _op, COUNT(*) FROM DATASET.lines GROUP BY text, _op"))
          .containsExactly(List.of("same", "c", "2"));
    }
  }

  @Test
  void eachRecordIsOneRowThoughTheLoaderIsKilledAgainAndAgain() {
    try (Scene scene = new Scene(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 3, ANSWERS)) {
      // Given
      int written = 0;

      // When
      for (int round = 0; round < 2; round++) {
        try (LoaderProcess loader = new LoaderProcess(scene, folder, "loader" + round)) {
          written = write(answers, written, 40, 50);
          int enough = written - 1_000;
          await().atMost(LIMIT).until(() -> rows(scene) > enough);
          written = write(answers, written, 10, 50);
          loader.kill();
        }
      }

      // Then
      scene.startLoader();
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertOneRowEach(scene, written);
    }
  }

  @Test
  void eachRecordIsOneRowThoughBigQueryGoesAwayInTheMidst() {
    try (Scene scene = Scene.withKillableBigQuery(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, ANSWERS)) {
      // Given
      scene.startLoader();
      int written = write(answers, 0, 20, 50);
      await().atMost(LIMIT).until(() -> rows(scene) > 0);

      // When
      for (int round = 0; round < 2; round++) {
        written = write(answers, written, 20, 50);
        scene.stopBigQuery();
        written = write(answers, written, 5, 50);
        scene.startBigQuery();
      }

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertOneRowEach(scene, written);
    }
  }

  @Test
  void aLoaderThatWakesUpAfterItsPartitionsMovedAddsNothing() {
    try (Scene scene = new Scene(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, ANSWERS);
        LoaderProcess zombie = new LoaderProcess(scene, folder, "zombie")) {
      // Given
      int first = write(answers, 0, 10, 50);
      await().atMost(LIMIT).until(() -> rows(scene) == first);
      int second = write(answers, first, 20, 50);
      zombie.freeze();

      // When
      scene.startLoader();
      await().atMost(LIMIT).until(() -> rows(scene) == second);
      zombie.thaw();
      int third = write(answers, second, 20, 50);

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()) && rows(scene) >= third);
      assertOneRowEach(scene, third);
    }
  }

  @Test
  void resettingTheOffsetsDoublesNothing() throws Exception {
    try (Scene scene = new Scene(folder).table("answers", HISTORY);
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, ANSWERS)) {
      // Given
      scene.startLoader();
      int written = write(answers, 0, 4, 50);
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      scene.stopLoader();

      // When
      Map<TopicPartition, OffsetAndMetadata> earliest = new HashMap<>();
      scene.ends(answers.topic()).keySet().forEach(p -> earliest.put(p, new OffsetAndMetadata(0)));
      scene.admin().alterConsumerGroupOffsets(Topics.LOADER_GROUP, earliest).all().get();
      written = write(answers, written, 2, 50);
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertOneRowEach(scene, written);
    }
  }

  private static int write(ChangeWriter answers, int from, int transactions, int each) {
    int id = from;
    for (int t = 0; t < transactions; t++) {
      int first = id;
      answers.transaction(() -> {
        for (int i = first; i < first + each; i++) {
          answers.upsert("c", key(i), row(i, "text " + i));
        }
      });
      id += each;
      if (t % 5 == 0) {
        answers.aborted(() -> answers.upsert("c", key(-1), row(-1, "aborted")));
      }
    }
    return id;
  }

  private static long rows(Scene scene) {
    List<List<String>> answer = scene.query("SELECT COUNT(*) FROM DATASET.answers");
    String count = answer.getFirst().getFirst();
    return count.chars().allMatch(Character::isDigit) ? Long.parseLong(count) : 0;
  }

  private static void assertOneRowEach(Scene scene, int written) {
    String all = Integer.toString(written);
    assertThat(
            scene.query(
                "SELECT COUNT(*), COUNT(DISTINCT id), MIN(id), MAX(id),"
                    + " COUNT(DISTINCT _kafka_partition * 1000000 + _kafka_offset) FROM DATASET.answers"))
        .containsExactly(List.of(all, all, "0", Integer.toString(written - 1), all));
  }

  private static String seq(int ordinal) {
    return new SequenceNumber(1_700_000_000L, ordinal).toString();
  }

  private static String key(int id) {
    return "{\"id\":%d}".formatted(id);
  }

  private static String row(int id, String text) {
    return "{\"id\":%d,\"text\":\"%s\"}".formatted(id, text);
  }
}
