package dev.hayase.loader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.loader.avro.AvroRecords;
import dev.hayase.loader.format.ConnectFixtures;
import dev.hayase.loader.registry.FakeRegistry;
import dev.hayase.loader.scene.ReplayDesk;
import dev.hayase.loader.scene.Scene;
import io.debezium.time.MicroTimestamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Topics of an existing Kafka Connect installation on their whole way: a real broker, the loader,
/// the emulator. The registry is a stand-in.
class ConnectTopicTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Schema LEARNER =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema WIDER =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("seen", MicroTimestamp.builder().optional().build())
          .field("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
          .build();
  private static final org.apache.avro.Schema CLICK =
      AvroRecords.schema(
          """
          {'type':'record','name':'Click','fields':[
            {'name':'page','type':'string'},
            {'name':'at','type':{'type':'long','logicalType':'timestamp-millis'}},
            {'name':'steps','type':{'type':'array','items':{'type':'record','name':'Step','fields':[
              {'name':'n','type':'int'}]}}}]}\
          """);

  @TempDir private Path folder;

  private final ConnectFixtures inline = new ConnectFixtures(true);
  private final ConnectFixtures bare = new ConnectFixtures(false);

  @Test
  void topicsOfAnotherInstallationBecomeTables() {
    try (Scene scene = new Scene(folder);
        FakeRegistry registry = new FakeRegistry();
        KafkaProducer<byte[], byte[]> producer = producer(scene)) {
      // Given
      scene.registry(registry.schema(17, CLICK.toString()).url());
      scene.file(
          "bare.json",
          "[{\"name\": \"id\", \"type\": \"INTEGER\"}, {\"name\": \"name\", \"type\": \"STRING\"}]");
      String learners = scene.otherTopic("learners", 2, "{format: debezium, table: learners}");
      String changes =
          scene.otherTopic("changes", 1, "{format: debezium, mode: history, table: changes}");
      String plain =
          scene.otherTopic("plain", 1, "{format: debezium, schema: bare.json, table: plain}");
      String flat = scene.otherTopic("flat", 1, "{format: debezium-flat, table: flat}");
      String clicks = scene.otherTopic("clicks", 1, "{format: avro, table: clicks}");
      registry.failing(503);
      scene.startLoader();

      // When
      for (String topic : List.of(learners, changes)) {
        change(producer, topic, 1, "c", learner(1, "old"), LEARNER, 10);
        change(producer, topic, 2, "c", learner(2, "gone"), LEARNER, 11);
        change(producer, topic, 1, "u", wider(1, "new"), WIDER, 12);
        change(producer, topic, 2, "d", null, WIDER, 13);
        send(producer, topic, inline.key("id", 2L), null);
        // What a restarted connector writes again changes nothing.
        change(producer, topic, 1, "c", learner(1, "old"), LEARNER, 10);
      }
      send(
          producer,
          plain,
          bare.key("id", 1L),
          bare.change("c", null, learner(1, "Ada"), LEARNER, ConnectFixtures.source(1, "false")));
      send(producer, flat, inline.key("id", 1L), inline.value(LEARNER, plainLearner(1, "Ada")));
      send(producer, flat, inline.key("id", 2L), inline.value(LEARNER, plainLearner(2, "Bob")));
      send(producer, flat, inline.key("id", 2L), null);
      send(producer, clicks, null, AvroRecords.framed(17, CLICK, click("/home")));
      send(producer, clicks, null, AvroRecords.framed(18, CLICK, click("/never")));
      send(producer, clicks, null, "no avro".getBytes(UTF_8));
      await().atMost(LIMIT).until(() -> registry.asked().size() > 2);
      registry.failing(0);

      // Then
      await()
          .atMost(LIMIT)
          .until(() ->
              List.of(learners, changes, plain, flat, clicks).stream().allMatch(scene::isDrained));
      assertThat(scene.query("SELECT id, name, seen, JSON_VALUE(tags[0]) FROM DATASET.learners"))
          .containsExactly(List.of("1", "new", "1970-01-01T00:00:00.000001", "a"));
      assertThat(
              scene.query(
                  "SELECT id, _op, _kafka_offset FROM DATASET.changes ORDER BY _kafka_offset"))
          .containsExactly(
              List.of("1", "c", "0"),
              List.of("2", "c", "1"),
              List.of("1", "u", "2"),
              List.of("2", "d", "3"),
              List.of("1", "c", "5"));
      assertThat(scene.query("SELECT id, name FROM DATASET.plain"))
          .containsExactly(List.of("1", "Ada"));
      assertThat(scene.query("SELECT id, name FROM DATASET.flat"))
          .containsExactly(List.of("1", "Ada"));
      assertThat(
              scene.query(
                  "SELECT page, FORMAT_TIMESTAMP('%FT%TZ', `at`), steps[OFFSET(1)].n, _kafka_offset"
                      + " FROM DATASET.clicks"))
          .containsExactly(List.of("/home", "2023-11-14T22:13:20Z", "2", "0"));
      assertThat(scene.records(clicks + ".dlt"))
          .extracting(
              letter -> new String(letter.headers().lastHeader("hayase-dlt-reason").value(), UTF_8))
          .containsExactlyInAnyOrder(
              "its schema 18 is not in the registry " + registry.url(),
              "The record does not begin with a 0 and the number of a schema, as Avro behind a"
                  + " registry does, nor does its header __value_schema_id name one");
    }
  }

  @Test
  void anEpochBringsBackWhatARestoredSourceWroteSince() throws Exception {
    try (Scene scene = new Scene(folder);
        KafkaProducer<byte[], byte[]> producer = producer(scene)) {
      // Given: the old database's log ends, and the restored one's begins below it
      String topic = scene.otherTopic("restored", 2, "{format: debezium, table: restored}");
      change(producer, topic, 2, "c", learner(2, "untouched"), LEARNER, 90);
      change(producer, topic, 1, "c", learner(1, "lost by the restore"), LEARNER, 100);
      long before = lastTimestamp(producer, topic, inline);
      await().until(() -> System.currentTimeMillis() > before + 1);
      change(producer, topic, 1, "u", learner(1, "restored"), LEARNER, 10);
      producer.flush();
      scene.startLoader();
      await().atMost(LIMIT).until(() -> scene.isDrained(topic));
      String rows = "SELECT id, name FROM DATASET.restored ORDER BY id";
      assertThat(scene.query(rows))
          .containsExactly(List.of("1", "lost by the restore"), List.of("2", "untouched"));

      // When: the operator tells of it, and replays what was loaded since
      scene.stopLoader();
      scene.otherTopic(
          "restored",
          2,
          "{format: debezium, table: restored, epochs: [\"%s\"]}"
              .formatted(Instant.ofEpochMilli(before + 1)));
      scene.startLoader();
      ReplayDesk desk = new ReplayDesk(scene);
      ReplayOrder order = desk.everything(topic, 10_000_000);

      // Then
      await().atMost(LIMIT).until(() -> desk.isOver(order));
      assertThat(scene.query(rows))
          .containsExactly(List.of("1", "restored"), List.of("2", "untouched"));
    }
  }

  @Test
  void aTruncateLeavesWhatCameAfterItAndASchemaIsFoundByItsGuid() {
    try (Scene scene = new Scene(folder);
        FakeRegistry registry = new FakeRegistry();
        KafkaProducer<byte[], byte[]> producer = producer(scene)) {
      // Given
      UUID guid = UUID.fromString("8a1b3c9e-0000-4a7d-8000-0123456789ab");
      registry.answer(
          "/schemas/guids/" + guid, "{\"schema\":" + FakeRegistry.quoted(CLICK.toString()) + "}");
      scene.registry(registry.url());
      String truncated = scene.otherTopic("truncated", 1, "{format: debezium, table: truncated}");
      String changes =
          scene.otherTopic("truncates", 2, "{format: debezium, mode: history, table: truncates}");
      String clicks = scene.otherTopic("named", 1, "{format: avro, table: named}");
      scene.startLoader();

      // When
      for (String topic : List.of(truncated, changes)) {
        change(producer, topic, 1, "c", learner(1, "gone"), LEARNER, 10);
        send(
            producer,
            topic,
            null,
            inline.change("t", null, null, LEARNER, ConnectFixtures.source(12, "false")));
        change(producer, topic, 3, "c", learner(3, "new"), LEARNER, 13);
      }
      ProducerRecord<byte[], byte[]> named =
          new ProducerRecord<>(clicks, AvroRecords.plain(CLICK, click("/home")));
      named.headers().add("__value_schema_id", AvroRecords.named(guid));
      var _ = producer.send(named);
      producer.flush();

      // Then
      await()
          .atMost(LIMIT)
          .until(() -> List.of(truncated, changes, clicks).stream().allMatch(scene::isDrained));
      assertThat(scene.query("SELECT id, name FROM DATASET.truncated"))
          .containsExactly(List.of("3", "new"));
      assertThat(scene.query("SELECT _op, COUNT(id) FROM DATASET.truncates GROUP BY 1 ORDER BY 1"))
          .containsExactly(List.of("c", "2"), List.of("t", "0"));
      assertThat(scene.query("SELECT page FROM DATASET.named")).containsExactly(List.of("/home"));
    }
  }

  /// The broker's time of one more record, which is none of the table's.
  private static long lastTimestamp(
      KafkaProducer<byte[], byte[]> producer, String topic, ConnectFixtures connect)
      throws Exception {
    producer.flush();
    return producer
        .send(new ProducerRecord<>(topic, connect.key("id", 0L), null))
        .get()
        .timestamp();
  }

  private void change(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      long id,
      String op,
      @Nullable Struct after,
      Schema row,
      long lsn) {
    send(
        producer,
        topic,
        inline.key("id", id),
        inline.change(op, null, after, row, ConnectFixtures.source(lsn, "false")));
  }

  private static Struct learner(long id, String name) {
    return new Struct(ConnectFixtures.optional(LEARNER)).put("id", id).put("name", name);
  }

  private static Struct plainLearner(long id, String name) {
    return new Struct(LEARNER).put("id", id).put("name", name);
  }

  private static Struct wider(long id, String name) {
    return new Struct(ConnectFixtures.optional(WIDER))
        .put("id", id)
        .put("name", name)
        .put("seen", 1L)
        .put("tags", List.of("a"));
  }

  private static GenericRecord click(String page) {
    org.apache.avro.Schema step = CLICK.getField("steps").schema().getElementType();
    return new GenericRecordBuilder(CLICK)
        .set("page", page)
        .set("at", 1_700_000_000_000L)
        .set(
            "steps",
            List.of(
                new GenericRecordBuilder(step).set("n", 1).build(),
                new GenericRecordBuilder(step).set("n", 2).build()))
        .build();
  }

  private static KafkaProducer<byte[], byte[]> producer(Scene scene) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", scene.bootstrap()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value) {
    var _ = producer.send(new ProducerRecord<>(topic, key, value));
  }
}
