package dev.hayase.log.http.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import dev.hayase.pipeline.access.AccessKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpTest {
  private static final String ONE_STREAM = "a-key-for-one-stream-0123456789";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Scene scene;
  private static String server;
  private static String strict;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    server = scene.stream("server", "{}");
    strict =
        scene.stream("strict", "{largest-event: 1KiB, personal: {attributes.enduser.id: hash}}");
    scene.keys(
        "  one: {hashes: [%s], streams: ['%s']}\n".formatted(AccessKeys.hash(ONE_STREAM), server));
    scene.limits("memory: 1MiB\nlargest-request: 1MiB");
    scene.start();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void theSdksRecordsAreOnTheTopicWhenItIsToldSo() {
    // Given
    Instant happened = Instant.parse("2026-11-23T10:00:00.123456789Z");

    // When
    CompletableResultCode result;
    try (SdkLoggerProvider logs = sdk()) {
      logs.get("school.lessons")
          .logRecordBuilder()
          .setTimestamp(happened)
          .setSeverity(Severity.WARN)
          .setSeverityText("WARN")
          .setEventName("lesson.late")
          .setBody("A lesson began late")
          .setAttribute(AttributeKey.stringKey("log.record.uid"), "sdk-1")
          .setAttribute(AttributeKey.longKey("lesson"), 7L)
          .setAttribute(AttributeKey.stringArrayKey("rooms"), List.of("a", "b"))
          .emit();
      result = logs.forceFlush().join(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    // Then
    assertThat(result.isSuccess()).isTrue();
    Stored stored = stored("sdk-1");
    assertThat(stored.value())
        .startsWith(
            "{\"time\":\"2026-11-23T10:00:00.123456Z\",\"time_unix_nano\":1795428000123456789,")
        .contains(
            "\"severity_text\":\"WARN\",\"severity_number\":13,\"event_name\":\"lesson.late\","
                + "\"body\":\"A lesson began late\"",
            "\"lesson\":7",
            "\"rooms\":[\"a\",\"b\"]",
            "\"resource\":{\"service.name\":\"school\"},\"scope_name\":\"school.lessons\"");
    assertThat(stored.headers())
        .containsEntry(EventHeaders.SOURCE, "one")
        .containsEntry(EventHeaders.TYPE, "lesson.late")
        .containsEntry(EventHeaders.TIME, "2026-11-23T10:00:00.123456789Z");
  }

  @Test
  void aRecordThatIsNoneIsToldAndTheOthersAreTaken() {
    // When
    HttpResponse<String> answer =
        postJson(
            """
            {"resourceLogs":[{"resource":{"attributes":[
              {"key":"hayase.stream","value":{"stringValue":"%s"}}]},
            "scopeLogs":[{"logRecords":[
              {"body":{"stringValue":"fits"}},
              {"body":{"stringValue":"%s"}},
              {"timeUnixNano":"yesterday"},
              {"attributes":[{"key":"enduser.id","value":{"stringValue":"ann"}}]}
            ]}]}]}\
            """
                .formatted(strict, "x".repeat(2000)));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .startsWith("{\"partialSuccess\":{\"rejectedLogRecords\":\"2\",\"errorMessage\":\"Kept in")
        .contains("1 x too-large", "1 x unreadable: Its field timeUnixNano");
    assertThat(scene.quarantine(strict)).hasSize(2);
    assertThat(scene.events(strict)).hasSize(2);
    assertThat(scene.events(strict).toString()).contains("fits", "h1:").doesNotContain("ann\"");
  }

  @Test
  void theExampleOfTheSpecificationIsTakenInTheStreamThatTheHeaderNames() throws IOException {
    // Given
    byte[] example;
    try (InputStream in =
        Objects.requireNonNull(OtlpTest.class.getResourceAsStream("/otlp/logs.json"))) {
      example = in.readAllBytes();
    }

    // When
    HttpResponse<String> answer =
        scene.send(
            HttpRequest.newBuilder(scene.at("/v1/logs"))
                .header("Authorization", "Bearer " + Scene.KEY)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-Hayase-Stream", server)
                .POST(HttpRequest.BodyPublishers.ofByteArray(example)));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(scene.events(server))
        .extracting(Stored::value)
        .anyMatch(value -> value.contains("\"int.attribute\":10,\"double.attribute\":637.704"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, KEY, application/x-protobuf, not protobuf, 400, It is no protobuf",
    "POST, KEY, application/json, not json, 400, It is no JSON",
    "POST, KEY, application/xml, nothing, 415, Content-Type",
    "POST, wrong, application/x-protobuf, nothing, 401, key is not known",
    "GET, KEY, application/json, nothing, 405, POST"
  })
  void whatCannotBeTakenIsToldInTheFormOfTheRequest(
      String method, String key, String type, String body, int status, String message) {
    // When
    HttpResponse<String> answer =
        scene.send(
            HttpRequest.newBuilder(scene.at("/v1/logs"))
                .header("Authorization", "Bearer " + key.replace("KEY", Scene.KEY))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body)));

    // Then
    boolean protobuf = type.equals("application/x-protobuf");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains(protobuf ? type : "application/json");
    assertThat(answer.body()).contains(message).startsWith(protobuf ? "\b" : "{\"code\":");
  }

  @Test
  void aStreamThatIsNotThereIsToldAndNotToBeSentAgain() {
    // When
    HttpResponse<String> answer =
        postJson("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"code\":5,\"message\":\"1 x There is no stream otlp\"}");
  }

  @Test
  void nothingIsASuccess() {
    // When
    HttpResponse<String> answer = scene.post("/v1/logs", "application/x-protobuf", new byte[0]);

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  private static SdkLoggerProvider sdk() {
    return SdkLoggerProvider.builder()
        .setResource(Resource.builder().put("service.name", "school").build())
        .addLogRecordProcessor(
            BatchLogRecordProcessor.builder(
                    OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(scene.at("/v1/logs").toString())
                        .addHeader("Authorization", "Bearer " + ONE_STREAM)
                        .setCompression("gzip")
                        .build())
                .build())
        .build();
  }

  private static Stored stored(String id) {
    return scene.events(server).stream()
        .filter(stored -> id.equals(stored.headers().get(EventHeaders.ID)))
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> postJson(String json) {
    return scene.post("/v1/logs", "application/json", json);
  }
}
