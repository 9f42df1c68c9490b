package dev.hayase.emulator.googlesql.functions;

import java.io.Serial;

/// What is not translated; whoever knows where it stands says so to the user.
public final class UnsupportedExpressionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// @param what the construct as a user knows it
  public UnsupportedExpressionException(String what) {
    super(what, null, false, false);
  }

  public String what() {
    return String.valueOf(getMessage());
  }
}
