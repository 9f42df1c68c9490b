package dev.hayase.log.http.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.wire.Json;
import dev.hayase.log.event.Receipt;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told, in JSON.
public final class EventsAnswer {
  private static final Set<String> TYPES =
      Set.of("application/json", "application/x-ndjson", "application/jsonl", "text/plain");

  private EventsAnswer() {}

  static boolean isTaken(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
  }

  /// One result for each event, in the order in which they were sent.
  public static String of(List<Receipt> receipts) {
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("results");
    for (Receipt receipt : receipts) {
      ObjectNode result = results.addObject();
      switch (receipt) {
        case Receipt.Stored stored -> result.put("id", stored.id()).put("result", "ok");
        case Receipt.Kept kept ->
            result
                .put("id", kept.id())
                .put("result", "quarantined")
                .put("code", kept.code().word())
                .put("reason", kept.reason());
        case Receipt.Retry retry -> result.put("result", "retry").put("reason", retry.reason());
        case Receipt.Refused refused ->
            result.put("result", "refused").put("reason", refused.reason());
      }
    }
    return new String(Json.bytes(answer), UTF_8);
  }

  public static String error(String message) {
    return new String(Json.bytes(Json.object().put("error", message)), UTF_8);
  }
}
