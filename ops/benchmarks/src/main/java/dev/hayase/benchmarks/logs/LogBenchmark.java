package dev.hayase.benchmarks.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.benchmarks.logs.LogFigures.Latency;
import dev.hayase.benchmarks.logs.LogFigures.Overload;
import dev.hayase.benchmarks.logs.LogFigures.Shape;
import dev.hayase.benchmarks.process.ProcessFigures;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// Requests against the service as it is shipped, with a broker beside it.
///
/// @param seconds how long each measurement is
record LogBenchmark(HayaseHome home, int seconds, Consumer<String> progress) {
  private static final String STREAM = "clicks";
  private static final int BATCH = 100;
  private static final int EVENT_BYTES = 300;
  private static final int CONNECTIONS = 128;
  private static final int OVERLOAD = 3;

  /// So many that their requests do not fit into the service's memory.
  private static final int OVERLOAD_CONNECTIONS = 1_500;

  private static final Duration READY = Duration.ofSeconds(60);

  LogFigures run(Path folder) throws IOException, InterruptedException {
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"))) {
      return new LogFigures(shape(folder, broker, BATCH), shape(folder, broker, 1));
    }
  }

  private Shape shape(Path folder, LocalBroker broker, int events)
      throws IOException, InterruptedException {
    Path pipeline = folder.resolve("pipeline-" + events + ".yaml");
    Files.writeString(
        pipeline,
        """
        version: 1
        kafka: {bootstrap-servers: "%s"}
        bigquery: {project: nobody, dataset: nothing}
        log: {open: true}
        streams:
          %s_%d: {event-id: id, event-time: at, key: user.id}
        """
            .formatted(broker.bootstrapServers(), STREAM, events));
    try (LocalService service =
        LocalService.log(
            home, pipeline, Map.of(), folder.resolve("log-service-" + events + ".log"))) {
      awaitReady(service);
      URI address = service.at("/v1/events/" + STREAM + "_" + events);
      return measure(service, HttpConnection.request(address, body(events)), address, events);
    }
  }

  private Shape measure(LocalService service, byte[] request, URI address, int events)
      throws IOException, InterruptedException {
    Load load = new Load(address, request, CONNECTIONS);
    Duration duration = Duration.ofSeconds(seconds);
    progress.accept("%d events a request: warming up".formatted(events));
    load.closed(Duration.ofSeconds(2L * seconds));
    ProcessFigures process = new ProcessFigures(service.process());
    double before = process.cpuSeconds();
    Load.Outcome closed = load.closed(duration);
    double cpu = process.cpuSeconds() - before;
    double peak = closed.perSecond() * events;
    progress.accept("%d events a request: %.0f events/s".formatted(events, peak));
    Load.Outcome half = load.open(duration, closed.perSecond() / 2);
    Load.Outcome overload =
        new Load(address, request, OVERLOAD_CONNECTIONS)
            .open(duration, OVERLOAD * closed.perSecond());
    return new Shape(
        events,
        peak,
        cpu / (closed.taken() * (double) events) * 1e6,
        latency(closed),
        latency(half),
        new Overload(overload.perSecond() / closed.perSecond(), overload.refused()),
        process.peakBytes());
  }

  private static Latency latency(Load.Outcome outcome) {
    return new Latency(outcome.millis(0.5), outcome.millis(0.99));
  }

  /// Events of a learning platform, of 300 bytes each.
  private static byte[] body(int events) {
    Random random = new Random(events);
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < events; i++) {
      String event =
          "{\"id\":\"%016x\",\"at\":\"2026-11-23T10:%02d:%02d.123Z\",\"user\":{\"id\":%d,\"locale\":\"en-GB\"},\"page\":\"/courses/%d/units/%d\",\"referrer\":\"https://school.example/search\",\"seconds\":%d.%d,\"played\":true,\"agent\":\""
              .formatted(
                  random.nextLong(),
                  random.nextInt(60),
                  random.nextInt(60),
                  random.nextInt(100_000),
                  random.nextInt(1_000),
                  random.nextInt(50),
                  random.nextInt(900),
                  random.nextInt(10));
      body.append(event)
          .append("x".repeat(Math.max(0, EVENT_BYTES - event.length() - 2)))
          .append("\"}\n");
    }
    return body.toString().getBytes(UTF_8);
  }

  private static void awaitReady(LocalService service) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(service.at("/actuator/health/readiness")).build();
      while (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
        if (System.nanoTime() > deadline) {
          throw new IOException("The log-service is not ready after " + READY);
        }
        Thread.sleep(200);
      }
    }
  }
}
