package dev.hayase.cdc.failure;

/// A run of a capture ended, or cannot begin, for a reason that is known.
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  /// The reason.
  public Failure failure() {
    return failure;
  }
}
