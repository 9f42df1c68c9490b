package dev.hayase.log.http.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import dev.hayase.pipeline.access.AccessKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
  @TempDir private static Path folder;
  private static Scene scene;
  private static String web;

  @BeforeAll
  static void start() {
    scene = new Scene(folder);
    web = scene.stream("web", "{}");
    scene.keys("  web: {hashes: [%s], streams: [%s]}\n".formatted(AccessKeys.hash("secret"), web));
    scene.start();
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  /// As curl sends it, which calls everything a form.
  private static HttpResponse<String> post(String address, String body) {
    return scene.send(
        HttpRequest.newBuilder(scene.at(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void eventsAreOnTheTopicOfTheKeysOnlyStreamWhenTheAnswerComes() {
    // When
    HttpResponse<String> answer =
        post(
            "/mp/collect?api_secret=secret&measurement_id=G-123",
            "{\"client_id\":\"c.1\",\"events\":[{\"name\":\"login\",\"params\":{\"method\":\"x\"}},{\"name\":\"login\",\"params\":{\"method\":\"x\"}},7]}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(204);
    List<Stored> stored =
        scene.events(web).stream().filter(event -> event.value().contains("c.1")).toList();
    assertThat(stored)
        .extracting(Stored::value)
        .containsOnly(
            "{\"name\":\"login\",\"params\":{\"method\":\"x\"},\"client_id\":\"c.1\",\"measurement_id\":\"G-123\"}")
        .hasSize(2);
    assertThat(stored)
        .allSatisfy(event ->
            assertThat(event.headers())
                .containsEntry(EventHeaders.TYPE, "login")
                .containsEntry(EventHeaders.SOURCE, "web"));
    assertThat(stored)
        .extracting(event -> event.headers().get(EventHeaders.ID))
        .doesNotHaveDuplicates();
    assertThat(stored).extracting(Stored::key).containsOnly("c.1");
    assertThat(scene.quarantine(web)).extracting(Stored::value).contains("7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "204|api_secret=secret|{\"events\":[]}",
        "204|api_secret=secret|{\"events\":[{}",
        "204|api_secret=secret|no JSON",
        "400|api_secret=secret|{\"client_id\":\"1\"}",
        "401|api_secret=wrong|{\"events\":[]}",
        "401|measurement_id=G-1|{\"events\":[]}",
        "404|api_secret=KEY|{\"events\":[]}"
      })
  void theAnswerTellsTheTruth(int status, String query, String body) {
    // When
    HttpResponse<String> answer = post("/mp/collect?" + query.replace("KEY", Scene.KEY), body);

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void anEventThatNoTopicHasAPlaceForIsRefusedForGoodAndTheOthersAreTaken() {
    // Given
    String large = "{\"name\":\"%s\"}".formatted("x".repeat(11 << 20));

    // When
    HttpResponse<String> collected =
        post(
            "/mp/collect?api_secret=secret",
            "{\"events\":[%s,{\"name\":\"small\"}]}".formatted(large));
    HttpResponse<String> events = scene.post("/v1/events/" + web, "application/json", large);

    // Then
    assertThat(collected.statusCode()).isEqualTo(413);
    assertThat(events.statusCode()).isEqualTo(200);
    assertThat(events.headers().firstValue("Retry-After")).isEmpty();
    assertThat(List.of(collected.body(), events.body()))
        .containsExactly(
            "{\"error\":\"It is larger than its topic takes\"}",
            "{\"results\":[{\"result\":\"refused\",\"reason\":\"It is larger than its topic takes\"}]}");
    assertThat(scene.events(web)).extracting(Stored::value).contains("{\"name\":\"small\"}");
    assertThat(scene.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void theDebugAddressSaysWhatGoogleWouldNotLikeAndStoresNothing() {
    // When
    HttpResponse<String> answer =
        post(
            "/debug/mp/collect?api_secret=secret&firebase_app_id=1:2:web:3",
            "{\"events\":[{\"name\":\"_debugged\"},{\"name\":\"session_start\",\"params\":{\"v\":\""
                + "x".repeat(101)
                + "\"}},{\"timestamp_micros\":\"now\"}]}");
    HttpResponse<String> good =
        post(
            "/debug/mp/collect?api_secret=secret",
            "{\"app_instance_id\":\"a\",\"events\":[{\"name\":\"debugged\",\"params\":{\"v\":1}}]}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"validationMessages\":[{\"fieldPath\":\"client_id\",\"description\":\"")
        .containsSubsequence(
            "VALUE_REQUIRED",
            "events[0].name",
            "NAME_INVALID",
            "events[1].name",
            "NAME_RESERVED",
            "events[1].params",
            "VALUE_OUT_OF_BOUNDS",
            "events[2].name",
            "VALUE_REQUIRED",
            "events[2].timestamp_micros",
            "VALUE_INVALID");
    assertThat(good.body()).isEqualTo("{\"validationMessages\":[]}");
    assertThat(scene.events(web)).extracting(Stored::value).noneMatch(v -> v.contains("debugged"));
  }
}
