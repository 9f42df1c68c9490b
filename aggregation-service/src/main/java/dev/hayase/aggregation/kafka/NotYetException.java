package dev.hayase.aggregation.kafka;

/// Something is missing that will come, and the message says what.
public final class NotYetException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotYetException(String message) {
    super(message);
  }
}
