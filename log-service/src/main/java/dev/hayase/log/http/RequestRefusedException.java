package dev.hayase.log.http;

/// A request that cannot be taken as a whole, before any of its events was looked at. Each protocol
/// says it in its own words.
public final class RequestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String reason;

  public RequestRefusedException(Kind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
    this.reason = reason;
  }

  /// For the client.
  public String reason() {
    return reason;
  }

  public Kind kind() {
    return kind;
  }

  /// What is wrong with it, with the status that HTTP has for it.
  public enum Kind {
    /// It has no key, or none that is known.
    UNAUTHENTICATED(401),
    /// Its key is not for this.
    FORBIDDEN(403),
    /// There is no such stream, or no such address.
    NOT_FOUND(404),
    /// Its method is not for this address.
    WRONG_METHOD(405),
    /// Its body came too slowly.
    TOO_SLOW(408),
    /// It is larger than a request may be.
    TOO_LARGE(413),
    /// Its body is of a kind that is not taken here.
    UNSUPPORTED(415),
    /// Its body cannot be read.
    MALFORMED(400);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
