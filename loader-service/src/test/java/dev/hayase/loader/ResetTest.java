package dev.hayase.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.loader.scene.ChangeWriter;
import dev.hayase.loader.scene.LoaderProcess;
import dev.hayase.loader.scene.Scene;
import dev.hayase.pipeline.knob.TableKnobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators do to topics and offsets behind the loader's back.
class ResetTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TableSchema SCHEMA =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64), Column.nullable("name", ColumnType.STRING)),
          List.of("id"));

  @TempDir private Path folder;

  @Test
  void aRowThatWasDeletedLongAgoDoesNotComeBackWhenTheOffsetsAreReset() throws Exception {
    try (Scene scene = new Scene(folder);
        ChangeWriter learners = new ChangeWriter(scene, "public", "learners", 1, SCHEMA)) {
      // Given: BigQuery has forgotten the deletion
      scene.startLoader();
      learners.transaction(() -> {
        learners.upsert("c", key(1), row(1, "gone"));
        learners.upsert("c", key(2), row(2, "old"));
      });
      learners.transaction(() -> learners.delete(key(1), null));
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      scene.stopLoader();
      scene.advanceClock(Duration.ofDays(3));
      reset(scene, learners.topic());
      learners.transaction(() -> learners.upsert("u", key(2), row(2, "new")));

      // When
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(learners.topic()));
      assertThat(scene.query("SELECT id, name FROM DATASET.learners"))
          .containsExactly(List.of("2", "new"));
      assertThat(scene.get("/actuator/prometheus").body())
          .contains(
              "hayase_loader_records_total{outcome=\"skipped\",topic=\"%s\"} 2.0"
                  .formatted(learners.topic()));
    }
  }

  @Test
  void aCommitThatHasExpiredLosesNothingAndDoublesNothing() throws Exception {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, SCHEMA)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> write(answers, 0, 50));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      scene.stopLoader();

      // When: Kafka drops a commit like this after a week
      scene
          .admin()
          .deleteConsumerGroupOffsets(Topics.LOADER_GROUP, scene.ends(answers.topic()).keySet())
          .all()
          .get();
      answers.transaction(() -> write(answers, 50, 20));
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertThat(scene.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM DATASET.answers"))
          .containsExactly(List.of("70", "70"));
      assertThat(scene.get("/actuator/prometheus").body())
          .contains(
              "hayase_loader_records_total{outcome=\"skipped\",topic=\"%s\"} 50.0"
                  .formatted(answers.topic()));
    }
  }

  @Test
  void aCommitOfANewerLoaderHaltsItsPartitionAndStaysAsItIs() throws Exception {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 1, SCHEMA);
        ChangeWriter other = new ChangeWriter(scene, "public", "other", 1, SCHEMA)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> write(answers, 0, 10));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      scene.stopLoader();
      TopicPartition partition = new TopicPartition(answers.topic(), 0);
      OffsetAndMetadata newer =
          new OffsetAndMetadata(
              scene.ends(answers.topic()).getOrDefault(partition, 0L),
              "{\"version\":2,\"topicId\":\"t\"}");
      scene
          .admin()
          .alterConsumerGroupOffsets(Topics.LOADER_GROUP, Map.of(partition, newer))
          .all()
          .get();

      // When
      answers.transaction(() -> write(answers, 10, 5));
      other.transaction(() -> write(other, 0, 5));
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(other.topic()));
      assertThat(scene.get("/actuator/loading").body())
          .contains("\"state\":\"halted\"", "wire version 2", "Upgrade the loader");
      scene.stopLoader();
      assertThat(scene.committed()).containsEntry(partition, newer);
      assertThat(count(scene)).isEqualTo(10);
    }
  }

  /// The reset takes the name of the frozen loader's stream out of the commit.
  @Test
  void aFrozenLoaderThatWakesUpAfterTheOffsetsWereResetAddsNothing() throws Exception {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, SCHEMA)) {
      // Given: it holds rows that it has not sent
      scene.createTopic(Topics.SETTINGS, 1, Map.of("cleanup.policy", "compact"));
      turn(scene, answers.topic(), Map.of("rate", "2KiB", "batch-rows", "50"));
      try (LoaderProcess zombie = new LoaderProcess(scene, folder, "zombie")) {
        answers.transaction(() -> write(answers, 0, 1_000));
        await().atMost(LIMIT).until(() -> count(scene) > 100);
        zombie.freeze();
        assertThat(count(scene)).isLessThan(1_000);
        turn(scene, answers.topic(), Map.of());

        // When: Kafka takes a reset as soon as nobody is left in the group
        await()
            .atMost(LIMIT)
            .ignoreExceptions()
            .until(() -> {
              reset(scene, answers.topic());
              return true;
            });
        scene.startLoader();
        await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
        zombie.thaw();
        await().atMost(LIMIT).until(() -> scene.membersWithPartitions() == 2);
        answers.transaction(() -> write(answers, 1_000, 100));

        // Then
        await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
        assertThat(scene.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM DATASET.answers"))
            .containsExactly(List.of("1100", "1100"));
      }
    }
  }

  @Test
  void partitionsThatAreAddedAreLoadedOnceAndNothingTwice() throws Exception {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 1, SCHEMA)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> write(answers, 0, 50));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));

      // When
      scene
          .admin()
          .createPartitions(Map.of(answers.topic(), NewPartitions.increaseTo(3)))
          .all()
          .get();
      answers.transaction(() -> write(answers, 50, 50));

      // Then
      await()
          .atMost(LIMIT)
          .until(() -> scene.ends(answers.topic()).size() == 3 && scene.isDrained(answers.topic()));
      assertThat(scene.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM DATASET.answers"))
          .containsExactly(List.of("100", "100"));
    }
  }

  @Test
  void aStreamThatExpiredWhileTheTableWasIdleIsReplaced() {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 1, SCHEMA)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> write(answers, 0, 10));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));

      // When
      scene.advanceClock(Duration.ofDays(5));
      answers.transaction(() -> write(answers, 10, 10));

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertThat(scene.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM DATASET.answers"))
          .containsExactly(List.of("20", "20"));
    }
  }

  @Test
  void aTopicThatWasMadeAnewIsHaltedWithTheRemedy() throws Exception {
    try (Scene scene = new Scene(folder).table("answers", "{mode: history}")) {
      // Given
      String topic;
      try (ChangeWriter former = new ChangeWriter(scene, "public", "answers", 1, SCHEMA)) {
        topic = former.topic();
        scene.startLoader();
        former.transaction(() -> write(former, 0, 10));
        await().atMost(LIMIT).until(() -> scene.isDrained(topic));
        scene.stopLoader();
      }
      scene.admin().deleteTopics(List.of(topic)).all().get();
      await().atMost(LIMIT).until(() -> !scene.admin().listTopics().names().get().contains(topic));

      // When
      try (ChangeWriter anew = new ChangeWriter(scene, "public", "answers", 1, SCHEMA)) {
        anew.transaction(() -> write(anew, 100, 5));
        scene.startLoader();

        // Then
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(scene.get("/actuator/loading").body())
                    .contains("made anew", "Set another table:"));
        assertThat(scene.query("SELECT COUNT(*) FROM DATASET.answers"))
            .containsExactly(List.of("10"));
      }
    }
  }

  @Test
  void aTableThatIsLoadedAtLeastOnceHasAViewThatShowsEachRowOnce() throws Exception {
    try (Scene scene =
            new Scene(folder).table("answers", "{mode: history, delivery: at-least-once}");
        ChangeWriter answers = new ChangeWriter(scene, "public", "answers", 2, SCHEMA)) {
      // Given
      scene.startLoader();
      answers.transaction(() -> write(answers, 0, 100));
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      scene.stopLoader();

      // When
      reset(scene, answers.topic());
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(answers.topic()));
      assertThat(scene.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM DATASET.answers"))
          .containsExactly(List.of("200", "100"));
      assertThat(scene.query("SELECT COUNT(*), COUNT(DISTINCT id) FROM DATASET.answers_once"))
          .containsExactly(List.of("100", "100"));
    }
  }

  private static long count(Scene scene) {
    String count = scene.query("SELECT COUNT(*) FROM DATASET.answers").getFirst().getFirst();
    return count.chars().allMatch(Character::isDigit) ? Long.parseLong(count) : 0;
  }

  private static void turn(Scene scene, String topic, Map<String, String> knobs) {
    byte[] turned = TableKnobs.NONE.with(knobs, "test", Instant.now(), Optional.empty()).toJson();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scene.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ = producer.send(new ProducerRecord<>(Topics.SETTINGS, topic.getBytes(UTF_8), turned));
    }
  }

  private static void reset(Scene scene, String topic) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> earliest = new HashMap<>();
    scene.ends(topic).keySet().forEach(p -> earliest.put(p, new OffsetAndMetadata(0)));
    scene.admin().alterConsumerGroupOffsets(Topics.LOADER_GROUP, earliest).all().get();
  }

  private static void write(ChangeWriter writer, int from, int count) {
    for (int id = from; id < from + count; id++) {
      writer.upsert("c", key(id), row(id, "text"));
    }
  }

  private static String key(int id) {
    return "{\"id\":%d}".formatted(id);
  }

  private static String row(int id, String name) {
    return "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name);
  }
}
