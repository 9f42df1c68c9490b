package dev.hayase.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.scene.ChangeWriter;
import dev.hayase.loader.scene.LoaderProcess;
import dev.hayase.loader.scene.Scene;
import dev.hayase.local.SharedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServiceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TableSchema LEARNERS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64), Column.nullable("name", ColumnType.STRING)),
          List.of("id"));

  @TempDir private Path folder;

  @Test
  void whileBigQueryIsAwayMemoryIsBoundedAndTheServiceSaysSoAndThenItGoesOn() throws Exception {
    try (Scene scene =
            Scene.withKillableBigQuery(folder)
                .loaderSettings("{memory: 4MiB, batch: {rows: 500, bytes: 256KiB, age: 20ms}}");
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 2, LEARNERS)) {
      // Given
      scene.startLoader();
      learners.transaction(() -> learners.upsert("c", key(0), row(0, "first")));
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      await()
          .atMost(LIMIT)
          .until(() -> scene.get("/actuator/health/readiness").statusCode() == 200);

      // When
      scene.stopBigQuery();
      String wide = "x".repeat(2_000);
      for (int t = 0; t < 20; t++) {
        int first = t * 500;
        learners.transaction(() -> {
          for (int id = first; id < first + 500; id++) {
            learners.upsert("u", key(id), row(id, wide));
          }
        });
      }

      // Then
      await().atMost(LIMIT).until(() -> scene.metric("hayase_loader_paused_partitions") == 2);
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            var readiness = scene.get("/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("BigQuery does not answer");
          });
      // Half of the budget for one table, one poll's records, and their rows.
      assertThat(scene.metric("hayase_loader_buffered_bytes")).isBetween(2e6, 14e6);
      assertThat(scene.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(scene.get("/actuator/loading").body())
                  .contains("\"state\":\"backing-off\"", "\"reason\"", "\"remedy\""));
      assertThat(scene.get("/actuator/health/tables/" + learners.topic()).body())
          .contains("\"status\":\"BACKING_OFF\"", "\"since\"", "\"reason\"", "\"remedy\"");

      // When
      scene.startBigQuery();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      await()
          .atMost(LIMIT)
          .until(() -> scene.get("/actuator/health/readiness").statusCode() == 200);
      assertThat(scene.query("SELECT COUNT(*), SUM(LENGTH(name)) FROM DATASET.learners"))
          .containsExactly(List.of("10000", "20000000"));
      await().atMost(LIMIT).until(() -> scene.metric("hayase_loader_buffered_bytes") == 0);
      assertThat(scene.metric("hayase_loader_paused_partitions")).isZero();
      assertThat(
              scene.metric(
                  "hayase_loader_records_total{outcome=\"loaded\",topic=\""
                      + learners.topic()
                      + "\"}"))
          .isEqualTo(10_001);
      assertThat(scene.get("/actuator/prometheus").body())
          .contains("hayase_loader_commit_to_ack_seconds_bucket");
      assertThat(scene.get("/actuator/loading").body()).contains("\"state\":\"loading\"");
    }
  }

  @Test
  void whileKafkaIsAwayTheServiceSaysSoAndThenItGoesOn() {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, LEARNERS)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> answers.upsert("c", key(1), row(1, "before")));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));

      // When
      SharedBroker.kill();

      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            var readiness = scene.get("/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body()).contains("does not answer");
          });
      assertThat(scene.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

      // When
      SharedBroker.restart();
      answers.transaction(() -> answers.upsert("c", key(2), row(2, "after")));

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      await()
          .atMost(LIMIT)
          .until(() -> scene.get("/actuator/health/readiness").statusCode() == 200);
      assertThat(scene.query("SELECT id, COUNT(*) FROM DATASET.answers GROUP BY id ORDER BY id"))
          .containsExactly(List.of("1", "1"), List.of("2", "1"));
    }
  }

  @Test
  void aTableOfANewTopicIsFoundWhileRunning() {
    try (Scene scene = new Scene(folder)) {
      // Given
      scene.startLoader();

      // When
      try (ChangeWriter late = new ChangeWriter(scene, "public", "late", 1, LEARNERS)) {
        late.transaction(() -> late.upsert("c", key(1), row(1, "x")));

        // Then
        await().atMost(LIMIT).until(() -> scene.isDrained(late.topic()));
        assertThat(scene.query("SELECT id FROM DATASET.late")).containsExactly(List.of("1"));
      }
    }
  }

  @Test
  void aTableTakesOneTopicAndASecondIsHaltedWithTheRemedyAndNothingElseIs() {
    try (Scene scene = new Scene(folder).table("b", "{table: a}");
        ChangeWriter a = new ChangeWriter(scene, "public", "a", 1, LEARNERS);
        ChangeWriter b = new ChangeWriter(scene, "public", "b", 1, LEARNERS)) {
      // Given
      a.transaction(() -> a.upsert("c", key(1), row(1, "of a")));
      b.transaction(() -> b.upsert("c", key(2), row(2, "of b")));

      // When
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(a.topic()) || scene.isDrained(b.topic()));
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(scene.get("/actuator/loading").body())
                  .contains("\"state\":\"halted\"", "takes the topic", "Set another table:"));
      await()
          .atMost(LIMIT)
          .until(() -> scene.get("/actuator/health/readiness").statusCode() == 200);
      assertThat(scene.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      var health = scene.get("/actuator/health");
      assertThat(health.statusCode()).isEqualTo(200);
      JsonNode whole = JsonMapper.builder().build().readTree(health.body());
      assertThat(whole.path("status").asString()).isEqualTo("HALTED");
      assertThat(whole.path("components").path("tables").path("components").valueStream())
          .extracting(table -> table.path("status").asString())
          .containsExactlyInAnyOrder("UP", "HALTED");
      assertThat(scene.query("SELECT COUNT(*) FROM DATASET.a")).containsExactly(List.of("1"));
    }
  }

  @Test
  void recordsThatAreGoneBeforeTheyWereLoadedHaltTheTableAndNothingElse() throws Exception {
    try (Scene scene = new Scene(folder);
        ChangeWriter gone = new ChangeWriter(scene, "public", "gone", 1, LEARNERS);
        ChangeWriter fine = new ChangeWriter(scene, "public", "fine", 1, LEARNERS)) {
      // Given
      scene.startLoader();
      gone.transaction(() -> gone.upsert("c", key(1), row(1, "x")));
      await().atMost(LIMIT).until(() -> scene.isDrained(gone.topic()));
      scene.stopLoader();
      for (int t = 0; t < 3; t++) {
        gone.transaction(() -> gone.upsert("c", key(2), row(2, "x")));
      }
      scene
          .admin()
          .deleteRecords(
              Map.of(new TopicPartition(gone.topic(), 0), RecordsToDelete.beforeOffset(6)))
          .all()
          .get();

      // When
      scene.startLoader();
      fine.transaction(() -> fine.upsert("c", key(1), row(1, "x")));

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(fine.topic()));
      assertThat(scene.get("/actuator/loading").body())
          .contains(
              "partition %s-0 begins at offset 6, and the next to be loaded is 2"
                  .formatted(gone.topic()),
              "Take a new snapshot");
      assertThat(scene.committed().get(new TopicPartition(gone.topic(), 0)))
          .extracting(commit -> commit.offset())
          .isEqualTo(2L);
    }
  }

  @Test
  void anInvalidPipelineEndsTheProcessWithWhatIsWrong() throws Exception {
    try (Scene scene = new Scene(folder)) {
      // Given
      scene.loaderSettings("{memory: much}");

      // When
      try (LoaderProcess process = new LoaderProcess(scene, folder, "invalid")) {

        // Then
        await().atMost(LIMIT).until(() -> !process.isAlive());
        assertThat(process.exitStatus()).isEqualTo(78);
        assertThat(Files.readString(folder.resolve("invalid.log"))).contains("loader.memory");
      }
    }
  }

  private static String key(int id) {
    return "{\"id\":%d}".formatted(id);
  }

  private static String row(int id, String name) {
    return "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name);
  }
}
