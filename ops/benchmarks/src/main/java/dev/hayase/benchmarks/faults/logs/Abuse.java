package dev.hayase.benchmarks.faults.logs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Clients as one does not wish for.
final class Abuse {
  private static final int CONNECTIONS = 40;

  private final Random random;

  Abuse(Random random) {
    this.random = random;
  }

  /// Bodies that come a byte at a time.
  void slowly(URI service, Duration lasting) throws InterruptedException {
    together(
        lasting,
        (socket, end) -> {
          socket.getOutputStream().write(head(service, "Content-Length: 5000\r\n"));
          while (System.nanoTime() < end) {
            socket.getOutputStream().write('{');
            socket.getOutputStream().flush();
            Thread.sleep(300);
          }
        },
        service);
  }

  /// Requests that cannot be read, of every kind.
  void badly(URI service, Duration lasting) throws InterruptedException {
    byte[] noise = new byte[20_000];
    random.nextBytes(noise);
    List<byte[]> requests =
        List.of(
            noise,
            head(service, "Content-Length: 900000000\r\n"),
            head(service, "Content-Length: nonsense\r\n"),
            head(service, "Content-Length: 20000\r\nContent-Encoding: gzip\r\n"),
            head(service, "Content-Length: 20000\r\nContent-Encoding: zstd\r\n"),
            head(service, "Transfer-Encoding: chunked\r\n"),
            head(service, "Content-Length: 20000\r\n"));
    together(
        lasting,
        (socket, end) -> {
          socket.getOutputStream().write(requests.get(random.nextInt(requests.size())));
          socket.getOutputStream().write(noise);
          socket.getOutputStream().flush();
          InputStream in = socket.getInputStream();
          byte[] answer = new byte[4096];
          int read = in.read(answer);
          String status = read < 12 ? "" : new String(answer, 0, 12, US_ASCII);
          if (status.startsWith("HTTP/1.1 5") && !status.endsWith("503")) {
            throw new IllegalStateException("Bad input was answered with " + status);
          }
        },
        service);
  }

  /// Large requests, as many as fit.
  void manyAtOnce(URI service, Duration lasting) throws InterruptedException {
    byte[] body =
        ("{\"no\":\"id\",\"x\":\"" + "y".repeat(800) + "\"}\n").repeat(800).getBytes(US_ASCII);
    byte[] head = head(service, "Content-Length: " + body.length + "\r\n");
    together(
        lasting,
        (socket, end) -> {
          byte[] answer = new byte[64 * 1024];
          while (System.nanoTime() < end) {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            if (socket.getInputStream().read(answer) < 0) {
              return;
            }
          }
        },
        service);
  }

  private interface Conduct {
    void on(Socket socket, long end) throws IOException, InterruptedException;
  }

  private static byte[] head(URI service, String headers) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n%s\r\n"
        .formatted(service.getPath(), headers)
        .getBytes(US_ASCII);
  }

  private static void together(Duration lasting, Conduct conduct, URI service)
      throws InterruptedException {
    long end = System.nanoTime() + lasting.toNanos();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CONNECTIONS; i++) {
        all.add(
            threads.submit(() -> {
              while (System.nanoTime() < end) {
                try (Socket socket = new Socket()) {
                  socket.setSoTimeout((int) lasting.toMillis() + 1_000);
                  socket.connect(
                      new InetSocketAddress(service.getHost(), service.getPort()), 2_000);
                  conduct.on(socket, end);
                } catch (IOException _) {
                  // What such a client deserves.
                  Thread.sleep(100);
                }
              }
              return null;
            }));
      }
    }
    for (Future<?> each : all) {
      if (each.state() == Future.State.FAILED
          && each.exceptionNow() instanceof IllegalStateException wrong) {
        throw wrong;
      }
    }
  }
}
