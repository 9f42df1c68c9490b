package dev.hayase.benchmarks.sink;

import dev.hayase.local.Reachable;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A sink that runs, as the benchmark sees it.
public final class Sink implements AutoCloseable {
  private static final String HEAP = "512m";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final int grpcPort;
  private final int questionsPort;
  private final HttpClient http = HttpClient.newHttpClient();

  private Sink(ChildProcess process, int grpcPort, int questionsPort) {
    this.process = process;
    this.grpcPort = grpcPort;
    this.questionsPort = questionsPort;
  }

  /// Acknowledged rows, when the last of them was (in this machine's [System#nanoTime]), and how
  /// many requests came at a wrong offset.
  public record Progress(long rows, long lastNanos, long misplaced) {}

  /// Rows whose age was measured, and how old they were when they were acknowledged.
  public record Latency(long rows, int p50Millis, int p99Millis) {}

  /// Starts one.
  ///
  /// @param folder for its log
  public static Sink start(Path folder) {
    int grpc = FreePort.next();
    int questions = FreePort.next();
    List<String> arguments =
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            SinkMain.class.getName(),
            Integer.toString(grpc),
            Integer.toString(questions));
    ChildProcess process =
        ChildProcess.start(
            "sink",
            JavaCommand.mainClass(
                HEAP, System.getProperty("java.class.path"), ChildMain.class.getName(), arguments),
            folder.resolve("sink.log"));
    Sink sink = new Sink(process, grpc, questions);
    try {
      process.awaitReady(PATIENCE, () -> Reachable.tcp(grpc) && Reachable.tcp(questions));
    } catch (RuntimeException e) {
      sink.close();
      throw e;
    }
    return sink;
  }

  /// `host:port` for BigQuery's clients.
  public String endpoint() {
    return "localhost:" + grpcPort;
  }

  /// Counts from zero on.
  ///
  /// @param withAges whether rows' ages are measured
  public void reset(boolean withAges) throws InterruptedException {
    String _ = ask("/reset" + (withAges ? "?ages" : ""));
  }

  /// Counts from zero on, and measures the ages of the rows of those tables whose names begin so.
  public void resetWithAgesOf(String tables) throws InterruptedException {
    String _ = ask("/reset?ages" + tables);
  }

  /// Takes so many rows a second from now on, and answers what is more late; 0 is without limit.
  public void limit(double rowsPerSecond) throws InterruptedException {
    String _ = ask("/capacity?" + rowsPerSecond);
  }

  /// How many rows of each table were acknowledged.
  public Map<String, Long> rowsByTable() throws InterruptedException {
    Map<String, Long> rows = new TreeMap<>();
    for (String word : ask("/tables").split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        rows.put(word.substring(0, equals), Long.parseLong(word.substring(equals + 1)));
      }
    }
    return rows;
  }

  public Progress progress() throws InterruptedException {
    String[] words = ask("/progress").split(" ", -1);
    return new Progress(
        Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  public Latency latency() throws InterruptedException {
    String[] words = ask("/ages").split(" ", -1);
    return new Latency(
        Long.parseLong(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
  }

  private String ask(String question) throws InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + questionsPort + question);
    try {
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("The sink does not answer", e);
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
