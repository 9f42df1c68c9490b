package dev.hayase.engine.expression;

/// A part of an expression has no value. Becomes an [EvaluationException], which names the
/// expression; without a stack, since nobody reads it.
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param what as "a division by zero": names no value
  Failure(String what) {
    super(what, null, false, false);
  }
}
