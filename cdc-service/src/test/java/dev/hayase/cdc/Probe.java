package dev.hayase.cdc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a service's actuator.
final class Probe {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Probe() {}

  /// The state that a service says a source is in; empty while it does not answer.
  static String state(int port, String source) {
    String body = body(port, "capture");
    if (!body.isEmpty()) {
      for (JsonNode each : MAPPER.readTree(body).get("sources")) {
        if (each.get("source").asString().equals(source)) {
          return each.get("state").asString();
        }
      }
    }
    return "";
  }

  /// 0 while nobody answers.
  static int status(int port, String path) {
    return get(port, path).map(HttpResponse::statusCode).orElse(0);
  }

  /// Empty while nobody answers.
  static String body(int port, String path) {
    return get(port, path).map(HttpResponse::body).orElse("");
  }

  private static Optional<HttpResponse<String>> get(int port, String path) {
    URI uri = URI.create("http://localhost:%d/actuator/%s".formatted(port, path));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Optional.of(
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
