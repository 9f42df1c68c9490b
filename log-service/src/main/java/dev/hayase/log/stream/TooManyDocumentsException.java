package dev.hayase.log.stream;

/// A request brings more than [Documents#MOST] documents.
public final class TooManyDocumentsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyDocumentsException() {
    super("Too many documents", null, false, false);
  }

  /// For the client.
  public String reason() {
    return "The request has more than %,d events: send fewer at a time".formatted(Documents.MOST);
  }
}
