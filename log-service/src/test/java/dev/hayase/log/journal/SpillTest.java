package dev.hayase.log.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.local.SharedBroker;
import dev.hayase.log.scene.Scene;
import dev.hayase.log.scene.Scene.Stored;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service with a journal, while its broker is killed and while it is killed itself.
class SpillTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OK = "\"result\":\"ok\"";

  @TempDir private Path folder;

  @Test
  void acknowledgedEventsSurviveTheirProcessWhileKafkaIsAwayAndComeInOrderOnce() {
    try (Scene scene = new Scene(folder)) {
      // Given
      String stream = scene.stream("spilled", "{event-id: id, key: user}");
      scene.limits("spill: {folder: \"%s\", size: 16MiB}".formatted(folder.resolve("spill")));
      scene.startProcess();
      List<String> acknowledged = new ArrayList<>(send(scene, stream, 0));
      await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("spill/held")));

      // When
      SharedBroker.kill();
      acknowledged.addAll(send(scene, stream, 1));
      acknowledged.addAll(send(scene, stream, 2));
      scene.kill();
      scene.startProcess();
      acknowledged.addAll(send(scene, stream, 3));
      SharedBroker.restart();
      await().atMost(LIMIT).until(() -> scene.events(stream).size() >= acknowledged.size());
      acknowledged.addAll(send(scene, stream, 4));

      // Then
      await().atMost(LIMIT).until(() -> scene.events(stream).size() >= acknowledged.size());
      assertThat(acknowledged).hasSize(50);
      assertThat(ids(scene, stream)).containsExactlyElementsOf(acknowledged);
    }
  }

  /// All of one user, ten at a time; those that are acknowledged.
  private static List<String> send(Scene scene, String stream, int round) {
    StringBuilder body = new StringBuilder();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add("e" + round + "_" + i);
      body.append("{\"user\":1,\"id\":\"").append(ids.getLast()).append("\"}\n");
    }
    HttpResponse<String> answer =
        scene.post("/v1/events/" + stream, "application/x-ndjson", body.toString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().split(OK, -1)).hasSize(11);
    return ids;
  }

  private static List<String> ids(Scene scene, String stream) {
    return scene.events(stream).stream()
        .map(Stored::headers)
        .map(headers -> headers.get(EventHeaders.ID))
        .toList();
  }
}
