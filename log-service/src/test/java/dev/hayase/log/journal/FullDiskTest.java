package dev.hayase.log.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.wire.EventHeaders;
import dev.hayase.local.SharedBroker;
import dev.hayase.log.scene.Scene;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service with a journal on a disk that takes nothing more, while Kafka is away.
class FullDiskTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String READINESS = "/actuator/health/readiness";

  @TempDir private Path folder;

  @Test
  void whatTheDiskDoesNotTakeIsRefusedAndWhatItTookBeforeArrives() {
    Assumptions.assumeTrue(Scene.hasDisks(), "There is no prlimit: apt-get install util-linux");
    try (Scene scene = new Scene(folder)) {
      // Given
      String stream = scene.stream("filled", "{event-id: id, partitions: 1}");
      scene.limits("spill: {folder: \"%s\", size: 16MiB}".formatted(folder.resolve("spill")));
      scene.startProcess();
      await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("spill/held")));
      SharedBroker.freeze();
      HttpResponse<String> before = send(scene, stream, "before");

      // When
      scene.disk(true);
      HttpResponse<String> amid = send(scene, stream, "amid");
      HttpResponse<String> health = scene.get(READINESS);
      scene.disk(false);
      await().atMost(LIMIT).until(() -> scene.get(READINESS).statusCode() == 200);
      HttpResponse<String> after = send(scene, stream, "after");
      SharedBroker.thaw();

      // Then
      assertThat(before.statusCode()).isEqualTo(200);
      assertThat(amid.statusCode()).isEqualTo(503);
      assertThat(amid.headers().firstValue("Retry-After")).isPresent();
      assertThat(amid.body()).contains("\"result\":\"retry\"", "The journal cannot be written to");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("The journal cannot be written to");
      assertThat(after.statusCode()).isEqualTo(200);
      await().atMost(LIMIT).until(() -> scene.events(stream).size() == 2);
      assertThat(scene.events(stream))
          .extracting(event -> event.headers().get(EventHeaders.ID))
          .containsExactly("before", "after");
    } finally {
      SharedBroker.thaw();
    }
  }

  private static HttpResponse<String> send(Scene scene, String stream, String id) {
    return scene.post("/v1/events/" + stream, "application/json", "{\"id\":\"%s\"}".formatted(id));
  }
}
