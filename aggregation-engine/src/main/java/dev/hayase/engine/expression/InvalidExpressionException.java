package dev.hayase.engine.expression;

/// An expression that cannot be computed over rows of a layout.
public final class InvalidExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  private final String problem;
  private final String remedy;

  /// @param problem what is wrong, and where, to be read after the expression
  /// @param remedy what to write instead
  InvalidExpressionException(String problem, String remedy) {
    super(problem + ". " + remedy);
    this.problem = problem;
    this.remedy = remedy;
  }

  /// What is wrong, and where, to be read after the expression.
  public String problem() {
    return problem;
  }

  /// What to write instead.
  public String remedy() {
    return remedy;
  }
}
