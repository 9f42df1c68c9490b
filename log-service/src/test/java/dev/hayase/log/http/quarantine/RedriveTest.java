package dev.hayase.log.http.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import dev.hayase.pipeline.access.AccessKeys;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Quarantined events, taken in again after the pipeline was corrected.
class RedriveTest {
  private static final String PERSONAL = "event-id: id, personal: {mail: hash, note: encrypt}";

  @TempDir private Path folder;
  private Scene scene;

  @BeforeEach
  void make() {
    scene = new Scene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void anEventThatWasTooLargeIsTakenWholeWithoutItsPersonalDataAsItCame() {
    // Given
    String stream = scene.stream("large", "{%s, largest-event: 1KiB}".formatted(PERSONAL));
    scene.start();
    String text = "x".repeat(2_000);
    post(stream, "{\"id\":\"one\",\"mail\":\"a@b.c\",\"text\":\"" + text + "\"}\n{\"id\":\"broken");
    Stored kept = scene.quarantine(stream).getFirst();
    scene.stopService();
    scene.stream("large", "{%s, largest-event: 1MiB}".formatted(PERSONAL));
    scene.start();

    // When
    HttpResponse<String> answer = redrive(stream, "[0, 1, 99]");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .containsSubsequence(
            "{\"id\":\"one\",\"result\":\"ok\"}", "\"quarantined\"", "malformed", "\"refused\"");
    assertThat(kept.value()).doesNotContain("a@b.c");
    List<Stored> events = scene.events(stream);
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().value()).contains(text, "\"h1:").doesNotContain("a@b.c");
    assertThat(events.getFirst().headers())
        .containsEntry(EventHeaders.ID, "one")
        .containsEntry(EventHeaders.SOURCE, "tests")
        .containsEntry(EventHeaders.RECEIVED, kept.headers().get(EventHeaders.RECEIVED));
    assertThat(scene.quarantine(stream)).hasSize(2);
  }

  @Test
  void whatWasConcealedBeforeIsNotConcealedTwiceAndAnEventKeepsItsIdWheneverItIsRedriven() {
    // Given
    String stream = scene.stream("timed", "{%s, event-time: at}".formatted(PERSONAL));
    scene.start();
    post(stream, "{\"id\":\"two\",\"at\":\"never\",\"mail\":\"a@b.c\",\"note\":\"n\"}");
    Stored kept = scene.quarantine(stream).getFirst();
    scene.stopService();
    scene.stream("timed", "{%s}".formatted(PERSONAL));
    scene.start();

    // When
    redrive(stream, "[0]");
    redrive(stream, "[0]");

    // Then
    assertThat(kept.value()).contains("\"h1:", "\"e1:");
    assertThat(scene.events(stream))
        .hasSize(2)
        .allSatisfy(event -> {
          assertThat(event.value()).isEqualTo(kept.value());
          assertThat(event.headers()).containsEntry(EventHeaders.ID, "two");
        });
  }

  @Test
  void anEventWithoutAnIdIsTakenUnderItsOwnOnceThePipelineSaysWhereThatStands() {
    // Given
    String stream = scene.stream("named", "{event-id: id, require-event-id: true}");
    scene.start();
    post(stream, "{\"key\":\"three\"}");
    scene.stopService();
    scene.stream("named", "{event-id: key, require-event-id: true}");
    scene.start();

    // When
    redrive(stream, "[0]");

    // Then
    assertThat(scene.events(stream))
        .singleElement()
        .satisfies(event -> assertThat(event.headers()).containsEntry(EventHeaders.ID, "three"));
  }

  @Test
  void whatIsNoMessageOfItsProtocolStaysEvenIfItIsAnObject() {
    // Given
    scene.keys(
        "  web: {hashes: [%s], streams: [%s]}\n"
            .formatted(AccessKeys.hash("web-key"), scene.stream("tracks", "{}")));
    scene.start();
    String stream = scene.stream("tracks", "{}");
    scene.send(
        HttpRequest.newBuilder(scene.at("/v1/batch"))
            .header("Authorization", basic("web-key"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"batch\":[{\"type\":\"dance\"}]}")));

    // Then
    assertThat(scene.quarantine(stream)).hasSize(1);
    assertThat(redrive(stream, "[0]").body()).contains("quarantined", "unreadable");
    assertThat(scene.events(stream)).isEmpty();
  }

  @Test
  void aKeyThatMaySendMayNotRedrive() {
    // Given
    String stream = scene.stream("guarded", "{}");
    scene.keys(
        "  web: {hashes: [%s], streams: [%s]}\n".formatted(AccessKeys.hash("web-key"), stream));
    scene.start();

    // Then
    assertThat(redrive(stream, "[0]", "Bearer web-key"))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(403))
        .satisfies(answer -> assertThat(answer.body()).contains("redrive: true"));
    assertThat(redrive(stream, "[0]", "Bearer nobody").statusCode()).isEqualTo(401);
  }

  @Test
  void whatThereIsNoRoomForIsToBeNamedAgain() {
    // Given
    String stream = scene.stream("many", "{largest-event: 1KiB}");
    scene.limits("largest-request: 1MiB\nmemory: 1MiB").start();
    String large = "{\"text\":\"%s\"}".formatted("x".repeat(300_000));
    for (int i = 0; i < 5; i++) {
      post(stream, large);
    }
    scene.stopService();
    scene.stream("many", "{largest-event: 1MiB}");
    scene.start();

    // When
    String first = redrive(stream, "[0, 1, 2, 3, 4]").body();
    String second = redrive(stream, "[4]").body();

    // Then
    assertThat(first).containsSubsequence("ok", "retry").contains("There is no room");
    assertThat(second).contains("ok");
  }

  @Test
  void anOrderThatCannotBeReadIsRefused() {
    // Given
    String stream = scene.stream("ordered", "{}");
    scene.start();

    // Then
    assertThat(redrive(stream, "[-1]").statusCode()).isEqualTo(400);
    assertThat(redrive(stream, "").statusCode()).isEqualTo(400);
    assertThat(redrive("No", "[0]").statusCode()).isEqualTo(404);
  }

  private void post(String stream, String body) {
    assertThat(scene.post("/v1/events/" + stream, "application/x-ndjson", body).statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> redrive(String stream, String offsets) {
    return redrive(stream, offsets, "Bearer " + Scene.KEY);
  }

  private HttpResponse<String> redrive(String stream, String offsets, String authorization) {
    return scene.send(
        HttpRequest.newBuilder(scene.at("/v1/quarantine/" + stream))
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString("{\"offsets\":" + offsets + "}")));
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":").getBytes(UTF_8));
  }
}
