package dev.hayase.log.http.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import dev.hayase.pipeline.access.AccessKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {
  private static final String KEY = "a-write-key-0123456789abcdef";
  private static final String PAGE = "https://school.example";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Scene scene;
  private static String web;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    web = scene.stream("web", "{personal: {context.ip: truncate}, largest-event: 4KiB}");
    scene.keys(
        "  web: {hashes: [%s], streams: ['%s'], origins: ['%s']}\n"
            .formatted(AccessKeys.hash(KEY), web, PAGE));
    scene.limits("memory: 1MiB\nlargest-request: 1MiB");
    scene.start();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @Test
  void everyCallOfTheLibraryIsAnEventUnderItsMessageId() {
    // Given
    Analytics library = library();

    // When
    library.enqueue(
        TrackMessage.builder("Lesson Opened")
            .messageId("java-track")
            .userId("ann")
            .properties(Map.of("lesson", 7))
            .timestamp(Date.from(Instant.parse("2026-11-23T10:00:00Z"))));
    library.enqueue(IdentifyMessage.builder().messageId("java-identify").userId("ann"));
    library.enqueue(PageMessage.builder("Lessons").messageId("java-page").userId("ann"));
    library.enqueue(ScreenMessage.builder("Lessons").messageId("java-screen").userId("ann"));
    library.enqueue(GroupMessage.builder("class 7").messageId("java-group").userId("ann"));
    library.enqueue(AliasMessage.builder("nobody").messageId("java-alias").userId("ann"));
    library.flush();

    // Then
    Awaitility.await().atMost(LIMIT).until(() -> types("java-").size() == 6);
    assertThat(types("java-"))
        .containsExactlyInAnyOrder("track", "identify", "page", "screen", "group", "alias");
    Stored track = stored("java-track");
    assertThat(track.value())
        .contains("\"event\":\"Lesson Opened\"", "\"properties\":{\"lesson\":7}")
        .doesNotContain(KEY);
    assertThat(track.headers()).containsKeys(EventHeaders.SENT, EventHeaders.TIME);
    library.shutdown();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/track, track",
    "/v1/t, track",
    "/v1/i, identify",
    "/v1/p, page",
    "/v1/s, screen",
    "/v1/g, group",
    "/v1/a, alias"
  })
  void theKeyMayStandInTheBodyAsBeaconsHaveIt(String path, String type) {
    // When
    HttpResponse<String> answer =
        post(
            path,
            "{\"messageId\":\"beacon%s\",\"writeKey\":\"%s\",\"context\":{\"ip\":\"192.168.17.4\"}}"
                .formatted(path, KEY));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    assertThat(stored("beacon" + path).value())
        .isEqualTo(
            "{\"type\":\"%s\",\"messageId\":\"beacon%s\",\"context\":{\"ip\":\"192.168.17.0\"}}"
                .formatted(type, path));
  }

  @Test
  void aBadEventIsToldAndTheOthersOfItsBatchAreTaken() {
    // When
    HttpResponse<String> answer =
        post(
            "/v1/batch",
            """
            {"batch":[{"type":"track","messageId":"good"},{"type":"dance"},
              {"type":"track","x":"%s"}],"writeKey":"%s"}\
            """
                .formatted("y".repeat(5_000), KEY));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"success\":true,\"results\":[{\"event\":1,\"result\":\"quarantined\",")
        .contains("\"code\":\"unreadable\"", "{\"event\":2", "\"code\":\"too-large\"");
    assertThat(stored("good").headers()).containsEntry(EventHeaders.SOURCE, "web");
    assertThat(scene.quarantine(web)).hasSize(2);
  }

  @Test
  void theSettingsSayWhereToSendTo() {
    // When
    HttpResponse<String> answer =
        scene.send(
            HttpRequest.newBuilder(scene.at("/v1/projects/" + KEY + "/settings"))
                .header("Origin", PAGE)
                .GET());

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(answer.body())
        .contains(
            "\"Segment.io\":{\"apiKey\":\"" + KEY + "\",\"protocol\":\"http\"",
            "\"apiHost\":\"" + scene.at("/").getAuthority() + "/v1\"");
    assertThat(scene.get("/v1/projects/nobody/settings").statusCode()).isEqualTo(401);
    assertThat(scene.get("/v1/projects/" + KEY).statusCode()).isEqualTo(404);
  }

  @Test
  void aPageMayAskBeforeItSends() {
    // When
    HttpResponse<String> answer =
        scene.send(
            HttpRequest.newBuilder(scene.at("/v1/t"))
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .header(
                    "Access-Control-Request-Headers", "authorization,content-type,x-retry-count")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

    // Then
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().map())
        .containsEntry("Access-Control-Allow-Origin", List.of(PAGE))
        .containsEntry(
            "Access-Control-Allow-Headers", List.of("authorization,content-type,x-retry-count"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/v1/batch; {\"batch\":[{\"type\":; 400",
        "/v1/batch; {\"writeKey\":\"wrong\",\"batch\":[]}; 401",
        "/v1/track; {\"event\":\"x\"}; 401",
        "/v1/track; [1]; 400"
      })
  void whatCannotBeTakenIsRefused(String path, String body, int status) {
    // When
    HttpResponse<String> answer = post(path, body);

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"success\":false,\"message\":");
  }

  private static Analytics library() {
    return Analytics.builder(KEY).endpoint(scene.at("").toString()).build();
  }

  private static HttpResponse<String> post(String path, String body) {
    return scene.send(
        HttpRequest.newBuilder(scene.at(path))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static List<String> types(String prefix) {
    return scene.events(web).stream()
        .filter(stored -> id(stored).startsWith(prefix))
        .map(stored -> Objects.requireNonNull(stored.headers().get(EventHeaders.TYPE)))
        .toList();
  }

  private static Stored stored(String id) {
    return scene.events(web).stream()
        .filter(stored -> id(stored).equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String id(Stored stored) {
    return Objects.requireNonNull(stored.headers().get(EventHeaders.ID));
  }
}
