package dev.hayase.log.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/// A service that has no room for anybody, until this is closed.
public final class Overload implements AutoCloseable {
  private final Socket socket;

  private Overload(Socket socket) {
    this.socket = socket;
  }

  /// Announces a body and does not send it: its room is taken.
  ///
  /// @param bytes all that there is room for
  public static Overload of(Scene scene, int bytes) throws IOException {
    URI address = scene.at("/v1/logs");
    Socket socket = new Socket(address.getHost(), address.getPort());
    String head =
        """
        POST /v1/logs HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(Scene.KEY, bytes)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return new Overload(socket);
  }

  /// How often the service answered with a status.
  public static double answers(Scene scene, int status) {
    return scene
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
        .filter(line -> line.contains("status=\"%d\"".formatted(status)))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /// There is room again.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
