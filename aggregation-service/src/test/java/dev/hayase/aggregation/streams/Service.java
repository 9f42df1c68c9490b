package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.AggregationApplication;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An aggregation-service in a JVM of its own.
final class Service implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePort.next();
  private final ChildProcess process;

  private Service(Path pipeline, Path state, Path log) {
    process =
        ChildProcess.start(
            "aggregation-service",
            JavaCommand.mainClass(
                    "256m",
                    System.getProperty("java.class.path"),
                    AggregationApplication.class.getName(),
                    List.of(
                        "--hayase.pipeline=" + pipeline,
                        "--hayase.state=" + state,
                        "--hayase.address=localhost:" + port,
                        "--hayase.parent-pid=" + ProcessHandle.current().pid(),
                        "--server.port=" + port))
                .with("-XX:TieredStopAtLevel=1"),
            log);
  }

  static Service start(Path pipeline, Path state, Path log) {
    Service started = new Service(pipeline, state, log);
    started.process.awaitReady(START_LIMIT, started::isReady);
    return started;
  }

  private boolean isReady() {
    try {
      return get("/actuator/health/readiness").statusCode() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  HttpResponse<String> get(String path) {
    return get(path, Optional.empty());
  }

  /// @param key sent as `Bearer`
  HttpResponse<String> get(String path, Optional<String> key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// SIGKILL.
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.stop(STOP_LIMIT);
    http.close();
  }
}
