package dev.hayase.loader.outcome;

import java.util.Map;

/// Why BigQuery did not do what it was asked. The bigquery edge makes these and nobody else; detail
/// is the server's own sentence.
public sealed interface Failure {
  /// What the server or the client said.
  String detail();

  /// The failure's name in health, metrics, dead letters and documentation. It never changes.
  default String code() {
    return switch (this) {
      case Unavailable _ -> "unavailable";
      case SchemasUnavailable _ -> "schemas-unavailable";
      case QuotaExceeded _ -> "quota-exceeded";
      case RowsRefused _ -> "rows-refused";
      case ColumnsUnknown _ -> "columns-unknown";
      case TypesDiffer _ -> "types-differ";
      case RequestTooLarge _ -> "request-too-large";
      case RequestRefused _ -> "request-refused";
      case NotFound _ -> "not-found";
      case AccessDenied _ -> "access-denied";
      case NotAuthenticated _ -> "not-authenticated";
      case StreamOver _ -> "stream-over";
      case AlreadyApplied _ -> "already-applied";
      case OffsetAhead _ -> "offset-ahead";
      case ChangedMeanwhile _ -> "changed-meanwhile";
      case Superseded _ -> "superseded";
      case AlreadyExists _ -> "already-exists";
    };
  }

  /// A network or server trouble that passes: the call may or may not have taken effect.
  record Unavailable(String detail) implements Failure {}

  /// Who keeps the records' schemas does not answer: Kafka, or a schema registry.
  record SchemasUnavailable(String detail) implements Failure {}

  /// A quota is used up. Short-term ones refill within seconds, long-term ones within ten minutes.
  record QuotaExceeded(String detail) implements Failure {}

  /// Some rows of a request are not acceptable; none of the request was written.
  ///
  /// @param reasons index in the request to the server's reason
  record RowsRefused(Map<Integer, String> reasons, String detail) implements Failure {
    public RowsRefused {
      reasons = Map.copyOf(reasons);
    }
  }

  /// The request has columns that the write service does not know (yet).
  record ColumnsUnknown(String detail) implements Failure {}

  /// The request has columns of another type than the write service knows them by (yet).
  record TypesDiffer(String detail) implements Failure {}

  /// The request is greater than this project's limit.
  record RequestTooLarge(String detail) implements Failure {}

  /// The server understood the request and does not accept it.
  record RequestRefused(String detail) implements Failure {}

  /// The table, the dataset or the project is not there, or we may not see it: BigQuery does not
  /// tell these apart.
  record NotFound(String detail) implements Failure {}

  /// We are known and not allowed.
  record AccessDenied(String detail) implements Failure {}

  /// We are not known: credentials are missing, wrong or expired.
  record NotAuthenticated(String detail) implements Failure {}

  /// The stream takes no more rows: finalized (by another loader that took over) or expired.
  record StreamOver(String detail) implements Failure {}

  /// The stream already has rows at this offset: this request was applied before.
  record AlreadyApplied(String detail) implements Failure {}

  /// The stream ends before this offset: an earlier request was not applied.
  record OffsetAhead(String detail) implements Failure {}

  /// Somebody else changed the resource since we read it.
  record ChangedMeanwhile(String detail) implements Failure {}

  /// The partition is no longer ours: another loader has taken it over.
  record Superseded(String detail) implements Failure {}

  /// The resource is there already.
  record AlreadyExists(String detail) implements Failure {}
}
