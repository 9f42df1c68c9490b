package dev.hayase.cdc.source;

/// The database did not do what it was asked for, which may pass by itself: the capture is tried
/// again.
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what was asked for
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
