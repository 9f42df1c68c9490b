package dev.hayase.log.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A service that has no room for anybody, until this is closed.
public final class Overload implements AutoCloseable {
  private final Socket socket;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private Overload(Socket socket) {
    this.socket = socket;
    // A client that sends nothing at all would be given up sooner than one that is slow.
    var _ = clock.scheduleAtFixedRate(this::trickle, 1, 1, TimeUnit.SECONDS);
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

  private void trickle() {
    try {
      socket.getOutputStream().write(' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// There is room again.
  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    socket.close();
  }
}
