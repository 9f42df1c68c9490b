package dev.hayase.log.http.otlp;

import java.io.IOException;

/// A part of a request is not what the protocol says. Whoever asked for that part decides what it
/// means: a record is kept apart, a request is refused.
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /// @param reason without any value
  UnreadableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /// Why something cannot be read, for the client.
  static String reason(IOException e) {
    return e instanceof UnreadableException unreadable
        ? unreadable.reason
        : "It is no protobuf: " + e.getMessage();
  }
}
