package dev.hayase.benchmarks.faults.stage;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The emulator's own control plane: faults to order, and a clock to advance. Used by one thread.
public final class BigQueryControl {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private HttpClient client = HttpClient.newHttpClient();
  private final String base;

  public BigQueryControl(String restEndpoint) {
    this.base = restEndpoint + "/emulator/v1/";
  }

  /// Orders a fault.
  ///
  /// @return its id
  String order(String json) {
    return call("POST", "faults", json).get("id").getAsString();
  }

  /// How often a fault has struck.
  long hits(String id) {
    return call("GET", "faults/" + id, "").get("hits").getAsLong();
  }

  /// Lifts a fault.
  void lift(String id) {
    call("DELETE", "faults/" + id, "");
  }

  /// Lifts all faults.
  public void liftAll() {
    call("DELETE", "faults", "");
  }

  /// Advances the clock.
  public void advance(Duration by) {
    call("PUT", "clock", "{\"advance\": \"%s\"}".formatted(by));
  }

  /// A connection of before the emulator's last death is worth a second attempt.
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      client = HttpClient.newHttpClient();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private JsonObject call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(LIMIT)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "%s %s %s: %s".formatted(method, path, body, response.body()));
      }
      return JsonParser.parseString(response.body()).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException("the emulator does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the emulator", e);
    }
  }
}
