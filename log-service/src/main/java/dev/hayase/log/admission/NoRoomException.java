package dev.hayase.log.admission;

import java.time.Duration;

/// There is no room for a request now.
public final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final Duration retryAfter;

  NoRoomException(String reason, Duration retryAfter) {
    super(reason, null, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /// For the client.
  public String reason() {
    return reason;
  }

  /// When to come again, in whole seconds.
  public Duration retryAfter() {
    return retryAfter;
  }
}
