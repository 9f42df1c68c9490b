package dev.hayase.log.http.segment;

import java.util.Locale;
import java.util.Optional;

/// What a client can say, one method of its library each.
enum Call {
  TRACK,
  IDENTIFY,
  PAGE,
  SCREEN,
  GROUP,
  ALIAS;

  /// As an event names it.
  static Optional<Call> of(String type) {
    for (Call call : values()) {
      if (call.type().equals(type)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  /// As it stands in an event, and in a path.
  String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Its first letter, which stands in the path that browsers send to.
  String letter() {
    return type().substring(0, 1);
  }
}
