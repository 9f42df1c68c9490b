package dev.hayase.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.topic.Topics;
import dev.hayase.loader.scene.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Topics of plain JSON on their whole way: a real broker, the loader, the emulator.
class JsonTopicTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ORDERS =
      """
      [{"name": "id", "type": "INTEGER", "mode": "REQUIRED"},
       {"name": "paid", "type": "NUMERIC", "precision": "10", "scale": "2"},
       {"name": "lines", "type": "RECORD", "mode": "REPEATED", "fields": [
         {"name": "sku", "type": "STRING"},
         {"name": "counts", "type": "INTEGER", "mode": "REPEATED"},
         {"name": "box", "type": "RECORD", "fields": [{"name": "depth", "type": "FLOAT"}]}]}]
      """;

  @TempDir private Path folder;

  @Test
  void documentsBecomeRowsAndWhatDoesNotFitIsParked() {
    try (Scene scene = new Scene(folder);
        KafkaProducer<byte[], byte[]> producer = producer(scene)) {
      // Given
      scene.file("orders.json", ORDERS);
      String orders =
          scene.otherTopic("orders", 1, "{format: json, schema: orders.json, table: orders}");
      String clicks = scene.otherTopic("clicks", 1, "{format: json, table: clicks}");
      String people =
          scene.otherTopic(
              "people",
              1,
              "{format: json, schema: people.json, mode: mirror, key: [id], table: people}");
      scene.file(
          "people.json",
          "[{\"name\": \"id\", \"type\": \"STRING\"}, {\"name\": \"age\", \"type\": \"INTEGER\"}]");
      scene.startLoader();

      // When
      send(
          producer,
          orders,
          null,
          "{\"id\":1,\"paid\":12.50,\"lines\":[{\"sku\":\"a\",\"counts\":[1,2],\"box\":{\"depth\":0.5}},{\"counts\":[]},{\"box\":{}}]}");
      send(producer, orders, null, "{\"id\":2,\"lines\":[{\"sku\":\"b\",\"counts\":[1,null]}]}");
      send(producer, orders, null, "{\"id\":3,\"paid\":\"0.050\",\"lines\":null}");
      send(producer, orders, null, "{\"id\":4,\"paid\":0.005}");
      send(
          producer,
          clicks,
          "k",
          "{\"at\":[1,{\"x\":\"é\"}]}",
          Map.of("ce_id", "e1", "ce_source", "/web", "ce_time", "2026-11-23T01:00:00Z"));
      send(producer, clicks, null, "{\"a\":1,\"a\":2}");
      send(producer, people, "ann", "{\"id\":\"ann\",\"age\":1}");
      send(producer, people, "bob", "{\"id\":\"bob\",\"age\":5}");
      send(producer, people, "ann", "{\"id\":\"ann\",\"age\":2}");
      send(producer, people, "bob", null);

      // Then
      await()
          .atMost(LIMIT)
          .until(
              () -> scene.isDrained(orders) && scene.isDrained(clicks) && scene.isDrained(people));
      assertThat(
              scene.query(
                  "SELECT id, paid, _kafka_partition, _kafka_offset, ARRAY_LENGTH(`lines`) FROM"
                      + " DATASET.orders ORDER BY id"))
          .containsExactly(
              List.of("1", "12.5", "0", "0", "3"), List.of("3", "0.05", "0", "2", "0"));
      assertThat(
              scene.query(
                  "SELECT TO_JSON_STRING(l) FROM DATASET.orders, UNNEST(`lines`) AS l WITH OFFSET"
                      + " AS i WHERE id = 1 ORDER BY i"))
          .containsExactly(
              List.of("{\"sku\":\"a\",\"counts\":[1,2],\"box\":{\"depth\":0.5}}"),
              List.of("{\"sku\":null,\"counts\":[],\"box\":null}"),
              List.of("{\"sku\":null,\"counts\":[],\"box\":{\"depth\":null}}"));
      assertThat(reasons(scene, orders))
          .containsExactly(
              "lines[0].counts[1]: is null, and BigQuery's arrays hold no NULL",
              "paid: has more than the 10 digits of its column, 2 of them after the point");
      assertThat(
              scene.query(
                  "SELECT key, TO_JSON_STRING(data), _event_id, _event_source,"
                      + " FORMAT_TIMESTAMP('%FT%TZ', _event_ts) FROM DATASET.clicks"))
          .containsExactly(
              List.of("k", "{\"at\":[1,{\"x\":\"é\"}]}", "e1", "/web", "2026-11-23T01:00:00Z"));
      assertThat(reasons(scene, clicks))
          .containsExactly("none: a JSON object has two fields of one name, BigQuery keeps one");
      assertThat(scene.query("SELECT id, age FROM DATASET.people"))
          .containsExactly(List.of("ann", "2"));
      assertThat(scene.describe("orders").getTimePartitioning().getField()).isEqualTo("_kafka_ts");
    }
  }

  @Test
  void documentsAreLoadedOnceHoweverOftenTheLoaderStarts() {
    try (Scene scene = new Scene(folder);
        KafkaProducer<byte[], byte[]> producer = producer(scene)) {
      // Given
      String events = scene.otherTopic("events", 3, "{format: json, table: events}");
      int sent = 0;

      // When
      for (int start = 0; start < 2; start++) {
        scene.startLoader();
        for (int i = 0; i < 1_000; i++) {
          send(producer, events, Integer.toString(i), "{\"n\":" + sent++ + "}");
        }
        long atLeast = sent - 500L;
        await().atMost(LIMIT).until(() -> count(scene) >= atLeast);
        scene.stopLoader();
      }
      scene.startLoader();

      // Then
      await().atMost(LIMIT).until(() -> scene.isDrained(events));
      assertThat(
              scene.query(
                  "SELECT COUNT(*), COUNT(DISTINCT LAX_INT64(data.n)), COUNT(DISTINCT"
                      + " FORMAT('%d/%d', _kafka_partition, _kafka_offset)) FROM DATASET.events"))
          .containsExactly(List.of("2000", "2000", "2000"));
    }
  }

  private static long count(Scene scene) {
    String count = scene.query("SELECT COUNT(*) FROM DATASET.events").getFirst().getFirst();
    return count.chars().allMatch(Character::isDigit) ? Long.parseLong(count) : 0;
  }

  private static List<String> reasons(Scene scene, String topic) {
    return scene.records(Topics.deadLetters(topic)).stream()
        .map(letter ->
            header(letter, "hayase-dlt-column") + ": " + header(letter, "hayase-dlt-reason"))
        .toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return StreamSupport.stream(letter.headers().headers(name).spliterator(), false)
        .map(Header::value)
        .map(value -> new String(value, UTF_8))
        .findFirst()
        .orElse("none");
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      @Nullable String key,
      @Nullable String value) {
    send(producer, topic, key, value, Map.of());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      @Nullable String key,
      @Nullable String value,
      Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            key == null ? null : key.getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8));
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    var _ = producer.send(record);
  }

  private static KafkaProducer<byte[], byte[]> producer(Scene scene) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", scene.bootstrap()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
