package dev.hayase.pipeline.yaml;

/// Thrown by a parser that can say what to write instead.
public final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public Refusal(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  /// What to write instead.
  public String remedy() {
    return remedy;
  }

  /// What is wrong with it.
  public String problem() {
    return String.valueOf(getMessage());
  }
}
