package dev.hayase.cli.verify;

/// One of the two sides could not be read.
public final class UnreadableTableException extends RuntimeException {
  UnreadableTableException(String message) {
    super(message);
  }

  UnreadableTableException(String side, Throwable cause) {
    super(side + " could not be read: " + cause.getMessage(), cause);
  }
}
