package dev.hayase.log.http.segment;

import dev.hayase.event.wire.Json;
import dev.hayase.log.event.Receipt;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client is told. Libraries look at the status; the rest is for people.
final class SegmentAnswer {
  /// The most that the library accepts.
  private static final int MOST_TRIES = 100;

  private SegmentAnswer() {}

  /// With what became of the events that are not in their stream.
  static byte[] of(List<Receipt> receipts) {
    ObjectNode answer = Json.object().put("success", true);
    ArrayNode others = answer.arrayNode();
    int place = 0;
    for (Receipt receipt : receipts) {
      switch (receipt) {
        case Receipt.Kept kept ->
            others
                .addObject()
                .put("event", place)
                .put("result", "quarantined")
                .put("code", kept.code().word())
                .put("reason", kept.reason());
        case Receipt.Refused refused ->
            others
                .addObject()
                .put("event", place)
                .put("result", "refused")
                .put("reason", refused.reason());
        case Receipt.Stored _, Receipt.Retry _ -> {}
      }
      place++;
    }
    if (!others.isEmpty()) {
      answer.set("results", others);
    }
    return Json.bytes(answer);
  }

  static byte[] error(String message) {
    return Json.bytes(Json.object().put("success", false).put("message", message));
  }

  /// What the browser's library loads before it begins: where to send to, and nothing beside.
  ///
  /// @param host with port, where this service is to the browser
  static byte[] settings(String writeKey, String protocol, String host) {
    ObjectNode settings = Json.object();
    ObjectNode ours = settings.putObject("integrations").putObject("Segment.io");
    ours.put("apiKey", writeKey)
        .put("protocol", protocol)
        .put("apiHost", host + "/v1")
        .put("addBundledMetadata", true)
        .putArray("unbundledIntegrations");
    // By itself the library would try ten times, which is over in half a minute.
    ObjectNode tries = ours.putObject("httpConfig");
    tries.putObject("rateLimitConfig").put("maxRetryCount", MOST_TRIES);
    tries.putObject("backoffConfig").put("maxRetryCount", MOST_TRIES);
    ObjectNode usual = settings.putObject("plan").putObject("track").putObject("__default");
    usual.put("enabled", true).putObject("integrations");
    settings.putObject("edgeFunction");
    settings.putObject("enabledMiddleware");
    // The library would send figures about itself.
    settings.putObject("metrics").put("sampleRate", 0);
    settings.putArray("remotePlugins");
    settings.put("analyticsNextEnabled", true);
    settings.put("legacyVideoPluginsEnabled", false);
    return Json.bytes(settings);
  }
}
