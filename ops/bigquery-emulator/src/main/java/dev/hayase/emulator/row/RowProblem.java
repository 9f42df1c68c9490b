package dev.hayase.emulator.row;

/// Why one row is refused; becomes an entry of `row_errors`.
public final class RowProblem extends Exception {
  public RowProblem(String message) {
    super(message, null, false, false);
  }

  public String text() {
    return java.util.Objects.requireNonNullElse(getMessage(), "");
  }
}
