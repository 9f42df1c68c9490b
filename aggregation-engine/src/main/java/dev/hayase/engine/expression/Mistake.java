package dev.hayase.engine.expression;

/// Something in an expression that cannot be compiled; becomes an [InvalidExpressionException].
final class Mistake extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int offset;
  private final String remedy;

  /// @param offset where in the text, from 0
  Mistake(int offset, String problem, String remedy) {
    super(problem, null, false, false);
    this.offset = offset;
    this.remedy = remedy;
  }

  InvalidExpressionException toUser() {
    return new InvalidExpressionException(
        getMessage() + " (at character " + (offset + 1) + ")", remedy);
  }
}
