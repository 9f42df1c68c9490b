package dev.hayase.log.http.kinesis;

/// A request that is answered by one of Kinesis's errors.
final class KinesisException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorName type;
  private final String reason;

  KinesisException(ErrorName type, String reason) {
    super(reason, null, false, false);
    this.type = type;
    this.reason = reason;
  }

  ErrorName type() {
    return type;
  }

  /// For the client.
  String reason() {
    return reason;
  }

  /// Errors by their names, which clients compare. All of them have the status 400.
  enum ErrorName {
    ACCESS_DENIED("AccessDeniedException"),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException"),
    /// Clients put their clock right by the answer's `Date` and try again.
    INVALID_SIGNATURE("InvalidSignatureException"),
    INVALID_ARGUMENT("InvalidArgumentException"),
    MISSING_TOKEN("MissingAuthenticationTokenException"),
    /// The one that every client takes for: later.
    THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException"),
    TIMEOUT("RequestTimeoutException"),
    NOT_FOUND("ResourceNotFoundException"),
    SERIALIZATION("SerializationException"),
    UNKNOWN_OPERATION("UnknownOperationException"),
    UNKNOWN_KEY("UnrecognizedClientException"),
    VALIDATION("ValidationException");

    private final String word;

    ErrorName(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
