package dev.hayase.emulator.row;

import java.util.Objects;

/// Why one row is refused; becomes an entry of `row_errors`.
public final class RowProblem extends Exception {
  /// A value that is quoted may have megabytes; an answer must not.
  private static final int MAX_LENGTH = 1000;

  public RowProblem(String message) {
    super(
        message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "..." : message,
        null,
        false,
        false);
  }

  public String text() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
