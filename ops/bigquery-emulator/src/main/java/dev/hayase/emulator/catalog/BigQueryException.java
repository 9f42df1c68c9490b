package dev.hayase.emulator.catalog;

import java.util.Objects;

/// A refusal in the REST interface's words: HTTP status, reason, message.
public final class BigQueryException extends RuntimeException {
  private final int httpStatus;
  private final String reason;
  private final String status;

  private BigQueryException(int httpStatus, String reason, String status, String message) {
    super(message);
    this.httpStatus = httpStatus;
    this.reason = reason;
    this.status = status;
  }

  public static BigQueryException invalid(String message) {
    return new BigQueryException(400, "invalid", "INVALID_ARGUMENT", message);
  }

  public static BigQueryException invalidQuery(String message) {
    return new BigQueryException(400, "invalidQuery", "INVALID_ARGUMENT", message);
  }

  public static BigQueryException notFound(String message) {
    return new BigQueryException(404, "notFound", "NOT_FOUND", message);
  }

  public static BigQueryException duplicate(String message) {
    return new BigQueryException(409, "duplicate", "ALREADY_EXISTS", message);
  }

  public static BigQueryException inUse(String message) {
    return new BigQueryException(400, "resourceInUse", "FAILED_PRECONDITION", message);
  }

  /// A refusal of the interface itself, whatever is asked of it.
  public static BigQueryException refused(
      int httpStatus, String reason, String status, String message) {
    return new BigQueryException(httpStatus, reason, status, message);
  }

  /// What was sent is not JSON, or not of the resource's form.
  public static BigQueryException parseError(String message) {
    return new BigQueryException(400, "parseError", "INVALID_ARGUMENT", message);
  }

  public static BigQueryException conditionNotMet() {
    return new BigQueryException(
        412, "conditionNotMet", "FAILED_PRECONDITION", "Precondition check failed.");
  }

  /// The call exists in BigQuery, and not here.
  public static BigQueryException unimplemented(String call) {
    return new BigQueryException(
        501, "notImplemented", "UNIMPLEMENTED", call + " is not implemented by this emulator.");
  }

  public static BigQueryException internal(String message) {
    return new BigQueryException(500, "internalError", "INTERNAL", message);
  }

  public int httpStatus() {
    return httpStatus;
  }

  public String reason() {
    return reason;
  }

  public String status() {
    return status;
  }

  public String text() {
    return Objects.requireNonNullElse(getMessage(), reason);
  }
}
