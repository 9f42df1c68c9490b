package dev.hayase.cli.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.bigquery.BigQueryException;
import dev.hayase.cli.verify.EventTable;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.local.traffic.Clients;
import dev.hayase.local.traffic.EventTraffic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Events from HTTP, or from a producer that knows nothing of us, into BigQuery.
@ExtendWith(OnePlatform.class)
class StreamsEndToEndTest {
  private static final int EVENTS_A_SECOND = 300;

  static final String COLUMNS =
      """
      [{"name": "id", "type": "STRING"}, {"name": "user", "type": "RECORD", "fields": [
         {"name": "id", "type": "INTEGER"}]}, {"name": "price", "type": "NUMERIC"}]
      """;

  /// Their settings, with a schema that every copy of the pipeline finds.
  static Map<String, String> streams(Path schema) {
    return Map.of(
        "page",
        "{}",
        "track",
        "{}",
        "server_logs",
        "{}",
        "actions",
        "{event-id: id, schema: \"%s\", unknown-fields: keep}".formatted(schema),
        "visits",
        "{event-id: id, event-time: at}",
        "limited",
        "{event-id: id, largest-event: 1KiB}",
        "*",
        "{}");
  }

  @TempDir private Path folder;

  @Test
  void eventsBecomeRowsOfTheColumnsThatTheirStreamDeclares(WholePlatform whole) throws Exception {
    // When
    post(
        whole,
        "actions",
        """
        {"id":"a1","user":{"id":7,"mail":"x"},"price":1.10,"extra":[1]}
        {"id":"a2","price":"2.5"}
        {"id":"a1","user":{"id":7,"mail":"x"},"price":1.10,"extra":[1]}
        """);

    // Then
    awaitRows(whole, "SELECT COUNT(*) FROM school.actions WHERE id != 'c1'", "3");
    assertThat(
            whole.query(
                "SELECT FORMAT('%s %t %t %s %s', id, user.id, price, TO_JSON_STRING(_unknown_fields),"
                    + " _event_id) FROM school.actions_once WHERE id != 'c1' ORDER BY id"))
        .containsExactly("a1 7 1.1 {\"extra\":[1],\"user.mail\":\"x\"} a1", "a2 NULL 2.5 null a2");
  }

  @Test
  void eventsOfAStreamWithoutColumnsComeWholeWithTheirTimesAndAllThatOthersWroteToItsTopic(
      WholePlatform whole) throws Exception {
    // When
    post(whole, "visits", "{\"id\":\"v1\",\"at\":\"2026-11-23T10:00:00Z\",\"page\":\"/\"}");
    produce(whole, "logs.visits", "{\"page\":\"/a\"}", "{\"page\":\"/a\"}");

    // Then
    awaitRows(whole, "SELECT COUNT(*) FROM school.visits_once", "3");
    assertThat(
            whole.query(
                "SELECT FORMAT('%s %t %t %t', TO_JSON_STRING(data.page), _event_ts, _received_ts IS"
                    + " NULL, _clock_correction_us) FROM school.visits ORDER BY _event_id DESC,"
                    + " _kafka_ts"))
        .containsExactly(
            "\"/\" 2026-11-23 10:00:00+00 false NULL",
            "\"/a\" NULL true NULL",
            "\"/a\" NULL true NULL");
  }

  @Test
  void aStreamIsCompleteThroughWhenItsEventsWereAcknowledged(WholePlatform whole) throws Exception {
    // When
    post(whole, "actions", "{\"id\":\"c1\"}");
    Instant acknowledged = Instant.now();

    // Then
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> whole.streamCompleteThrough("actions").isAfter(acknowledged));
    assertThat(whole.query("SELECT id FROM school.actions WHERE id = 'c1'")).hasSize(1);
  }

  @Test
  void whatWasTooLargeIsRedrivenOnceThePipelineTakesIt(WholePlatform whole) throws Exception {
    // Given
    awaitReady(whole);
    send(
        whole, "limited", "{\"id\":\"l1\",\"text\":\"%s\"}\n{\"id\":".formatted("x".repeat(2_000)));
    Shell shell = Shell.of(whole, folder);
    String listed = shell.succeeded("quarantine list --stream limited").out();
    String shown = shell.succeeded("quarantine show limited 1 --value").out();
    Path pipeline = whole.platform().pipelineFile();
    Files.writeString(
        pipeline, Files.readString(pipeline).replace("largest-event: 1KiB", "largest-event: 1MiB"));
    whole.platform().logService().stop();
    whole.platform().resume(whole.platform().logService());
    awaitReady(whole);
    String redrive =
        "quarantine redrive --stream limited --service " + whole.platform().logService().at("/");

    // When
    String dry = shell.succeeded(redrive + " --dry-run").out();
    String redriven = shell.succeeded(redrive).out();
    String again = shell.succeeded(redrive).out();

    // Then
    assertThat(listed).contains("too-large", "malformed");
    assertThat(shown).contains("malformed", "value      {\"id\":");
    assertThat(dry).contains("limited: 2 events", "Nothing was redriven");
    assertThat(redriven).contains("limited: 1 redriven", "1 stay: It is no JSON");
    assertThat(again).contains("limited: 0 redriven");
    assertThat(shell.succeeded("quarantine list --stream limited").out())
        .contains("malformed")
        .doesNotContain("too-large");
    awaitRows(whole, "SELECT _event_id FROM school.limited", "l1");
  }

  @Test
  void everyEventThatBrowsersAndServersSentIsThereOnceThoughTheLogServiceIsKilled(
      WholePlatform whole) throws Exception {
    // Given
    awaitReady(whole);
    try (EventTraffic traffic =
        EventTraffic.start(
            whole.platform().logService().at("/"), Clients.ofTheSchool("test"), EVENTS_A_SECOND)) {

      // When
      await().until(() -> traffic.acknowledged() > EVENTS_A_SECOND);
      whole.platform().logService().kill();
      long before = traffic.acknowledged();
      await()
          .atMost(WholePlatform.PATIENCE)
          .until(() -> traffic.acknowledged() > before + EVENTS_A_SECOND);
      traffic.stop();
      Instant end = Instant.now();

      // Then
      Warehouse warehouse = Warehouse.connect(whole.pipeline().bigquery());
      for (String stream : Clients.streams()) {
        await()
            .atMost(WholePlatform.PATIENCE)
            .until(() -> whole.streamCompleteThrough(stream).isAfter(end));
        assertThat(warehouse.eventIds(EventTable.of(whole.pipeline(), stream)))
            .containsExactlyInAnyOrderElementsOf(traffic.ids(stream));
      }
    }
  }

  @Test
  void aStreamThatNobodyNamedIsLoadedIntoATableOfItsOwn(WholePlatform whole) throws Exception {
    // When
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> send(whole, "surprise", "{\"n\":1}").statusCode() == 200);

    // Then
    awaitRows(whole, "SELECT TO_JSON_STRING(data) FROM school.surprise", "{\"n\":1}");
  }

  private static void awaitReady(WholePlatform whole) {
    await()
        .atMost(WholePlatform.PATIENCE)
        .untilAsserted(() -> assertThat(readiness(whole).statusCode()).isEqualTo(200));
  }

  private static void post(WholePlatform whole, String stream, String body) throws Exception {
    awaitReady(whole);
    assertThat(send(whole, stream, body))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
        .satisfies(answer -> assertThat(answer.body()).doesNotContain("quarantined", "retry"));
  }

  private static HttpResponse<String> readiness(WholePlatform whole) throws Exception {
    return exchange(
        HttpRequest.newBuilder(whole.platform().logService().at("/actuator/health/readiness")));
  }

  private static HttpResponse<String> send(WholePlatform whole, String stream, String body)
      throws IOException, InterruptedException {
    return exchange(
        HttpRequest.newBuilder(whole.platform().logService().at("/v1/events/" + stream))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> exchange(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /// As anybody would, without our headers.
  private static void produce(WholePlatform whole, String topic, String... values)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", whole.platform().broker().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
      }
    }
  }

  private static void awaitRows(WholePlatform whole, String sql, String expected) {
    await()
        .atMost(WholePlatform.PATIENCE)
        .untilAsserted(() -> assertThat(queried(whole, sql)).containsExactly(expected));
  }

  /// Nothing while BigQuery has no such table: it comes with its first row.
  private static List<String> queried(WholePlatform whole, String sql) throws InterruptedException {
    try {
      return whole.query(sql);
    } catch (BigQueryException e) {
      assertThat(e.getCode()).isEqualTo(404);
      return List.of();
    }
  }
}
