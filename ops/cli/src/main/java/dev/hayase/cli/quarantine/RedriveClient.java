package dev.hayase.cli.quarantine;

import dev.hayase.event.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks a log-service to judge quarantined events anew.
public final class RedriveClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;
  private final Optional<String> key;

  public RedriveClient(URI service, Optional<String> key) {
    this.service = service;
    this.key = key;
  }

  /// What became of an event.
  ///
  /// @param reason why it is not redriven
  public record Result(Outcome outcome, String reason) {}

  /// What can become of an event.
  public enum Outcome {
    /// It is on its stream's topic.
    REDRIVEN,
    /// It stays where it is.
    STAYS,
    /// It was not its turn: ask again.
    RETRY
  }

  /// Results of events, in their order.
  ///
  /// @throws IllegalStateException when the service refuses
  public List<Result> redrive(String stream, List<Long> offsets)
      throws IOException, InterruptedException {
    ObjectNode order = Json.object();
    ArrayNode array = order.putArray("offsets");
    offsets.forEach(array::add);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve("/v1/quarantine/" + stream))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(order)));
    key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    HttpResponse<byte[]> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return Json.readForeign(
        answer.body(),
        "The answer of " + service,
        document -> {
          if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                "%s answers %d: %s"
                    .formatted(service, answer.statusCode(), document.path("error").asString("")));
          }
          List<Result> results = new ArrayList<>();
          for (JsonNode result : document.required("results")) {
            results.add(
                new Result(
                    switch (result.required("result").asString()) {
                      case "ok" -> Outcome.REDRIVEN;
                      case "retry" -> Outcome.RETRY;
                      default -> Outcome.STAYS;
                    },
                    result.path("reason").asString("")));
          }
          return results;
        });
  }

  @Override
  public void close() {
    http.close();
  }
}
