package dev.hayase.engine.expression;

/// An expression has no value for a row, as with a division by zero. The message says what went
/// wrong and quotes the expression, but no value.
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EvaluationException(String message) {
    super(message);
  }
}
