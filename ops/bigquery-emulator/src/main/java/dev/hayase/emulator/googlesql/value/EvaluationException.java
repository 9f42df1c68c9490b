package dev.hayase.emulator.googlesql.value;

import java.io.Serial;

/// A value that GoogleSQL cannot compute; its text is BigQuery's own. It passes through DuckDB,
/// which prints an exception's stack trace into its message, so it has none.
public final class EvaluationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public EvaluationException(String message) {
    super(message, null, false, false);
  }
}
