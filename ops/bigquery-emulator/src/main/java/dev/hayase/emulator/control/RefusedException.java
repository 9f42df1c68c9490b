package dev.hayase.emulator.control;

/// A request that cannot be followed, with the key, its value and what to write instead.
final class RefusedException extends RuntimeException {
  private final int status;

  private RefusedException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /// @param value as it stands in the request
  static RefusedException key(String key, Object value, String remedy) {
    return new RefusedException(400, "'" + key + "': " + value + " " + remedy);
  }

  static RefusedException missing(String key, String remedy) {
    return new RefusedException(400, "'" + key + "' is missing: " + remedy);
  }

  static RefusedException malformed(String message) {
    return new RefusedException(400, message);
  }

  static RefusedException notFound(String message) {
    return new RefusedException(404, message);
  }

  int status() {
    return status;
  }
}
