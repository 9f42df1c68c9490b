package dev.hayase.event.wire;

import org.jspecify.annotations.Nullable;

/// A record that is not what its topic's contract says. The message says what is wrong and quotes
/// no cell values.
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedRecordException(String message) {
    super(message);
  }

  public MalformedRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
