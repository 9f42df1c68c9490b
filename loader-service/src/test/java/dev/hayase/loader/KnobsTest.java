package dev.hayase.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.loader.scene.ChangeWriter;
import dev.hayase.loader.scene.Scene;
import dev.hayase.pipeline.knob.TableKnobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnobsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TableSchema SCHEMA =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64), Column.nullable("name", ColumnType.STRING)),
          List.of("id"));

  @TempDir private Path folder;

  @Test
  void aPausedTableStaysWhereItIsOthersGoOnAndItGoesOnByItselfWhenItsTimeIsOver() {
    try (Scene scene = new Scene(folder).table("paused", "{mode: history}");
        ChangeWriter paused = new ChangeWriter(scene, "public", "paused", 1, SCHEMA);
        ChangeWriter other = new ChangeWriter(scene, "public", "other", 1, SCHEMA)) {
      // Given
      scene.createTopic(Topics.SETTINGS, 1, Map.of("cleanup.policy", "compact"));
      turn(
          scene,
          paused.topic(),
          "{\"version\":1,\"knobs\":{\"colour\":%s,\"paused\":%s}}"
              .formatted(knob("red", Optional.empty()), knob("true", Optional.empty())));
      turn(scene, other.topic(), "{\"version\":99}");
      paused.transaction(() -> paused.upsert("c", "{\"id\":1}", "{\"id\":1,\"name\":\"x\"}"));
      other.transaction(() -> other.upsert("c", "{\"id\":1}", "{\"id\":1,\"name\":\"x\"}"));

      // When
      scene.startLoader();
      await().atMost(LIMIT).until(() -> scene.isDrained(other.topic()));

      // Then
      assertThat(scene.get("/actuator/loading").body())
          .contains("\"state\":\"paused\"", "paused by ann@host", "./hayase tune");
      assertThat(scene.get("/actuator/health/tables/" + paused.topic()).body())
          .contains("\"status\":\"PAUSED\"", "paused by ann@host");
      assertThat(scene.get("/actuator/health/tables/" + other.topic()).body())
          .contains("\"status\":\"UP\"", "\"state\":\"loading\"");
      assertThat(scene.get("/actuator/settings").body())
          .contains(
              "\"paused\":true",
              "\"by\":\"ann@host\"",
              "colour=red is no knob and is ignored",
              "wire version 99");
      assertThat(scene.isDrained(paused.topic())).isFalse();
      assertThat(scene.metric(lag(other.topic()))).isZero();

      // When
      paused.transaction(() -> paused.upsert("c", "{\"id\":2}", "{\"id\":2,\"name\":\"x\"}"));

      // Then: two records and the ends of their transactions, though none of them is polled
      await().atMost(LIMIT).until(() -> scene.metric(lag(paused.topic())) == 4);

      // When
      turn(
          scene,
          paused.topic(),
          "{\"version\":1,\"knobs\":{\"paused\":%s}}"
              .formatted(knob("true", Optional.of(Instant.now().plusSeconds(2)))));
      await().atMost(LIMIT).until(() -> scene.isDrained(paused.topic()));

      // Then
      assertThat(scene.get("/actuator/loading").body()).doesNotContain("\"state\":\"paused\"");
      assertThat(scene.metric(lag(paused.topic()))).isZero();

      // When
      turn(
          scene,
          paused.topic(),
          new String(
              TableKnobs.NONE
                  .with(Map.of("in-flight", "2"), "bob@host", Instant.now(), Optional.empty())
                  .toJson(),
              UTF_8));

      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(scene.get("/actuator/settings").body()).contains("\"in-flight\":2"));

      // When
      turn(scene, paused.topic(), null);

      // Then
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(scene.get("/actuator/settings").body()).doesNotContain("\"in-flight\":2"));
    }
  }

  private static String knob(String value, Optional<Instant> until) {
    return "{\"value\":\"%s\",\"by\":\"ann@host\",\"at\":\"%s\"%s}"
        .formatted(value, Instant.now(), until.map(u -> ",\"until\":\"" + u + "\"").orElse(""));
  }

  private static String lag(String topic) {
    return "hayase_loader_lag_records{partition=\"0\",topic=\"%s\"}".formatted(topic);
  }

  private static void turn(Scene scene, String topic, @Nullable String json) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scene.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  Topics.SETTINGS,
                  topic.getBytes(UTF_8),
                  json == null ? null : json.getBytes(UTF_8)));
    }
  }
}
