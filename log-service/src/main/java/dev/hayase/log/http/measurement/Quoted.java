package dev.hayase.log.http.measurement;

import dev.hayase.event.wire.Json;

/// Text as JSON writes it.
final class Quoted {
  private Quoted() {}

  static byte[] json(String text) {
    return Json.bytes(Json.object().stringNode(text));
  }
}
