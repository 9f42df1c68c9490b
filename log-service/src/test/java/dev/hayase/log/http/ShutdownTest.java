package dev.hayase.log.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.scene.Scene;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {
  private static final String EVENT = "{\"id\":\"last\"}";

  @TempDir private Path folder;

  @Test
  void aRequestThatIsHereWhenTheServiceIsToldToEndIsStoredAndAnsweredAndNoOtherComesIn()
      throws Exception {
    try (Scene scene = new Scene(folder)) {
      // Given
      String stream = scene.stream("clicks", "{event-id: id}");
      scene.startProcess();
      try (Socket socket = connect(scene)) {
        OutputStream out = socket.getOutputStream();
        out.write(head(stream).getBytes(UTF_8));
        out.write(EVENT.substring(0, 5).getBytes(UTF_8));
        out.flush();
        Awaitility.await()
            .until(() ->
                scene
                    .get("/actuator/prometheus")
                    .body()
                    .lines()
                    .anyMatch(line -> line.matches("hayase_log_requests_bytes [1-9].*")));

        // When
        Thread end = Thread.ofVirtual().start(scene::endProcess);
        Awaitility.await().until(() -> !isHeard(scene));
        out.write(EVENT.substring(5).getBytes(UTF_8));
        out.flush();
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        end.join();

        // Then
        assertThat(answer)
            .startsWith("HTTP/1.1 200")
            .contains("{\"id\":\"last\",\"result\":\"ok\"}");
        assertThat(scene.events(stream)).extracting(Scene.Stored::value).containsExactly(EVENT);
        assertThatThrownBy(() -> connect(scene)).isInstanceOf(ConnectException.class);
      }
    }
  }

  private static Socket connect(Scene scene) throws IOException {
    return new Socket("localhost", scene.at("/").getPort());
  }

  private static boolean isHeard(Scene scene) {
    try (Socket _ = connect(scene)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static String head(String stream) {
    return """
    POST /v1/events/%s HTTP/1.1\r
    Host: localhost\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    Connection: close\r
    \r
    """
        .formatted(stream, Scene.KEY, EVENT.length());
  }
}
