package dev.hayase.loader.bigquery;

import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.TableRow;
import dev.hayase.emulator.Emulator;
import dev.hayase.emulator.EmulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A BigQuery of the test's own, which fails to order, with the loader's way into it.
public final class EmulatedBigQuery implements AutoCloseable {
  /// The project of every table.
  public static final String PROJECT = "p";

  private static final int LARGEST_REQUEST = 1 << 20;

  private final Emulator emulator;
  private final BigQueryAccess access;
  private final ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();

  public EmulatedBigQuery() {
    try {
      emulator =
          Emulator.start(
              EmulatorOptions.inMemory()
                  .withSchemaDelay(Duration.ZERO)
                  .withMaxRequestBytes(LARGEST_REQUEST)
                  .withPorts("127.0.0.1", 0, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    access =
        new BigQueryAccess(
            new BigQueryAccess.Settings(
                PROJECT,
                Optional.empty(),
                Optional.of(
                    new BigQueryAccess.Endpoint(
                        URI.create("http://127.0.0.1:" + emulator.restPort()),
                        "127.0.0.1:" + emulator.grpcPort()))));
  }

  public BigQueryAccess access() {
    return access;
  }

  public ExecutorService elsewhere() {
    return elsewhere;
  }

  /// Rows of a query, as text.
  public List<List<String>> query(String sql) {
    try {
      QueryResponse response =
          access
              .rest()
              .jobs()
              .query(PROJECT, new QueryRequest().setQuery(sql).setUseLegacySql(false))
              .execute();
      return response.getRows() == null
          ? List.of()
          : response.getRows().stream().map(EmulatedBigQuery::cells).toList();
    } catch (IOException e) {
      return List.of(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static List<String> cells(TableRow row) {
    return row.getF().stream()
        .map(cell -> cell.getV() instanceof String text ? text : "null")
        .toList();
  }

  /// Orders a fault, as `/emulator/v1/faults` takes it.
  public void order(String fault) {
    call("POST", "/emulator/v1/faults", fault);
  }

  /// Lifts all faults and lets the clock run.
  public void heal() {
    call("DELETE", "/emulator/v1/faults", "");
    call("DELETE", "/emulator/v1/clock", "");
  }

  /// Moves BigQuery's clock.
  public void advance(Duration duration) {
    call("PUT", "/emulator/v1/clock", "{\"advance\": \"%ds\"}".formatted(duration.toSeconds()));
  }

  private void call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + emulator.restPort() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    access.close();
    elsewhere.shutdownNow();
    emulator.close();
    http.close();
  }
}
