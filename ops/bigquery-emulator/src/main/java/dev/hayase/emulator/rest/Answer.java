package dev.hayase.emulator.rest;

import com.google.gson.JsonObject;
import java.util.Map;

/// What a call answers.
///
/// @param body empty where the status says all
record Answer(int status, JsonObject body, Map<String, String> headers) {
  /// What deletions answer.
  static final Answer NO_CONTENT = new Answer(204, new JsonObject(), Map.of());

  Answer {
    headers = Map.copyOf(headers);
  }

  /// A resource; its etag, where it has one, is also a header.
  static Answer of(JsonObject resource) {
    return new Answer(
        200,
        resource,
        resource.has("etag") ? Map.of("ETag", resource.get("etag").getAsString()) : Map.of());
  }

  /// The caller has it already: `If-None-Match` named its etag.
  Answer unlessKnown(Request request) {
    boolean known =
        status == 200
            && request.method().equals("GET")
            && headers.containsKey("ETag")
            && request.header("If-None-Match").filter(headers.get("ETag")::equals).isPresent();
    return known ? new Answer(304, new JsonObject(), headers) : this;
  }
}
