package dev.hayase.aggregation.kafka;

/// An aggregation must not run, and only a person can change that.
public final class HaltException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String remedy;

  public HaltException(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  /// What makes it run again.
  public String remedy() {
    return remedy;
  }
}
