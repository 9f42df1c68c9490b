package dev.hayase.benchmarks.faults.logs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/// A client that sends each event until it is told that the event is durable, and pauses as it is
/// told to. Used by one thread.
final class PatientClient {
  private static final Duration LIMIT = Duration.ofSeconds(12);
  private static final int LARGEST_BATCH = 40;
  private static final long PAUSE_MILLIS = 200;

  private final String name;
  private final IntFunction<URI> services;
  private final Random random;
  private HttpClient http = HttpClient.newHttpClient();
  private long written;
  private long repeated;
  private long kept;

  /// @param services the addresses to send to
  PatientClient(String name, IntFunction<URI> services, Random random) {
    this.name = name;
    this.services = services;
    this.random = random;
  }

  /// Events that were told to be durable: numbers from 0 to it, without one gap.
  long written() {
    return written;
  }

  /// Events that were told to be quarantined.
  long kept() {
    return kept;
  }

  /// Events that were sent more than once.
  long repeated() {
    return repeated;
  }

  /// Sends batch after batch.
  ///
  /// @param goesOn asked before each batch
  void send(BooleanSupplier goesOn) throws InterruptedException {
    while (goesOn.getAsBoolean()) {
      List<String> events = new ArrayList<>();
      int size = 1 + random.nextInt(LARGEST_BATCH);
      for (int i = 0; i < size; i++) {
        events.add(
            "{\"id\":\"%s-%d\",\"n\":%d,\"text\":\"%s\"}"
                .formatted(name, written + i, random.nextInt(), "x".repeat(random.nextInt(300))));
      }
      boolean bad = random.nextInt(5) == 0;
      if (bad) {
        events.add("{\"id\":\"bad-%s-%d\",\"unfinished".formatted(name, written));
      }
      until(events);
      written += size;
      kept += bad ? 1 : 0;
    }
  }

  /// Sends them until none is left.
  private void until(List<String> events) throws InterruptedException {
    List<String> left = events;
    while (true) {
      long pause = PAUSE_MILLIS;
      try {
        HttpResponse<String> answer = post(left);
        if (answer.statusCode() == 200) {
          left = toBeSentAgain(left, answer.body());
          if (left.isEmpty()) {
            return;
          }
        } else if (answer.statusCode() != 429 && answer.statusCode() != 503) {
          throw new IllegalStateException("%d: %s".formatted(answer.statusCode(), answer.body()));
        }
        pause =
            answer
                    .headers()
                    .firstValueAsLong("Retry-After")
                    .orElseThrow(() ->
                        new IllegalStateException("An answer says nothing of when to come again"))
                * 250;
      } catch (IOException _) {
        http = HttpClient.newHttpClient();
      }
      repeated += left.size();
      Thread.sleep(pause);
    }
  }

  private HttpResponse<String> post(List<String> events) throws IOException, InterruptedException {
    URI service = services.apply(random.nextInt(LogFault.SERVICES));
    return http.send(
        HttpRequest.newBuilder(service)
            .timeout(LIMIT)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(String.join("\n", events)))
            .build(),
        BodyHandlers.ofString());
  }

  private static List<String> toBeSentAgain(List<String> events, String answer) {
    JsonArray results = JsonParser.parseString(answer).getAsJsonObject().getAsJsonArray("results");
    if (results.size() != events.size()) {
      throw new IllegalStateException(
          "%d results for %d events".formatted(results.size(), events.size()));
    }
    List<String> left = new ArrayList<>();
    int i = 0;
    for (JsonElement result : results) {
      String word = result.getAsJsonObject().get("result").getAsString();
      String event = events.get(i++);
      switch (word) {
        case "retry" -> left.add(event);
        case "ok", "quarantined" -> {
          if (word.equals("ok") == event.endsWith("unfinished")) {
            throw new IllegalStateException("An event is told to be " + word + ": " + event);
          }
        }
        default -> throw new IllegalStateException("A result is " + result);
      }
    }
    return left;
  }
}
