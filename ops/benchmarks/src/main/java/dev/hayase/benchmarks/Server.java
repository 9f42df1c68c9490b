package dev.hayase.benchmarks;

import dev.hayase.local.Reachable;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A server in a process of its own, as in real use: each costs its client the same.
record Server(ChildProcess process, int grpcPort) implements AutoCloseable {
  static final String STREAM = "projects/benchmark/datasets/d/tables/t/streams/_default";

  private static final String HEAP = "1g";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Server noop(Path folder) {
    int port = FreePort.next();
    return started("noop", folder, NoopServer.class.getName(), List.of("" + port), port);
  }

  /// An emulator with the table to write to.
  static Server emulator(String name, Path folder, List<String> options)
      throws IOException, InterruptedException {
    int grpc = FreePort.next();
    int rest = FreePort.next();
    List<String> arguments =
        new ArrayList<>(List.of("--grpc-port", "" + grpc, "--rest-port", "" + rest));
    arguments.addAll(options);
    Server server = started(name, folder, "dev.hayase.emulator.EmulatorMain", arguments, grpc);
    try {
      server.process.awaitReady(PATIENCE, () -> Reachable.tcp(rest));
      String projects = "http://127.0.0.1:" + rest + "/bigquery/v2/projects/benchmark/datasets";
      post(projects, "{\"datasetReference\": {\"datasetId\": \"d\"}}");
      post(
          projects + "/d/tables",
          "{\"tableReference\": {\"tableId\": \"t\"}, \"schema\": " + Rows.SCHEMA + "}");
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static Server started(
      String name, Path folder, String main, List<String> arguments, int port) {
    ChildProcess process =
        ChildProcess.start(
            name,
            JavaCommand.mainClass(HEAP, System.getProperty("java.class.path"), main, arguments),
            folder.resolve(name + ".log"));
    Server server = new Server(process, port);
    try {
      process.awaitReady(PATIENCE, () -> Reachable.tcp(port));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static void post(String uri, String json) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(uri))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException("POST " + uri + ": " + response.body());
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
