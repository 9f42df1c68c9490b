package dev.hayase.loader.bigquery;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.Exceptions.AppendSerializationError;
import dev.hayase.loader.outcome.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Translates what Google's clients throw. The only place that looks at their exceptions, and at
/// the few messages by which BigQuery tells cases of one status apart.
final class Failures {
  private static final Set<String> QUOTA_REASONS =
      Set.of("quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded", "jobRateLimitExceeded");

  private Failures() {}

  /// The failure that the exception stands for.
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case AppendSerializationError e ->
          new Failure.RowsRefused(e.getRowIndexToErrorMessage(), detail(e));
      case Exceptions.StreamWriterClosedException e -> new Failure.Unavailable(detail(e));
      case Exceptions.StreamFinalizedException e -> new Failure.StreamOver(detail(e));
      case Exceptions.StreamNotFound e -> new Failure.StreamOver(detail(e));
      case Exceptions.SchemaMismatchedException e -> new Failure.ColumnsUnknown(detail(e));
      case Exceptions.OffsetAlreadyExists e -> new Failure.AlreadyApplied(detail(e));
      case Exceptions.OffsetOutOfRange e -> new Failure.OffsetAhead(detail(e));
      case StatusRuntimeException e -> ofStatus(e.getStatus(), detail(e));
      case ApiException e -> ofApi(e);
      case GoogleJsonResponseException e ->
          ofHttp(e.getStatusCode(), reason(e.getDetails()), detail(e));
      case HttpResponseException e -> ofHttp(e.getStatusCode(), "", detail(e));
      case IOException e when isAboutCredentials(e) -> new Failure.NotAuthenticated(detail(e));
      default -> new Failure.Unavailable(detail(thrown));
    };
  }

  private static Failure ofApi(ApiException e) {
    return e.getCause() instanceof StatusRuntimeException status
        ? of(translated(status))
        : ofStatus(Status.Code.valueOf(e.getStatusCode().getCode().name()).toStatus(), detail(e));
  }

  /// Unary calls do not pass through the stream writer, which reads storage errors out of statuses.
  private static Throwable translated(StatusRuntimeException status) {
    Exceptions.@Nullable StorageException storage = Exceptions.toStorageException(status);
    return storage == null ? status : storage;
  }

  static Failure ofStatus(Status status, String detail) {
    String text = detail.toLowerCase(Locale.ROOT);
    return switch (status.getCode()) {
      case RESOURCE_EXHAUSTED -> new Failure.QuotaExceeded(detail);
      case UNAUTHENTICATED -> new Failure.NotAuthenticated(detail);
      case NOT_FOUND -> new Failure.NotFound(detail);
      case PERMISSION_DENIED ->
          text.contains("may not exist")
              ? new Failure.NotFound(detail)
              : new Failure.AccessDenied(detail);
      case ALREADY_EXISTS -> new Failure.AlreadyApplied(detail);
      case OUT_OF_RANGE -> new Failure.OffsetAhead(detail);
      case INVALID_ARGUMENT -> ofArgument(text, detail);
      case UNIMPLEMENTED -> new Failure.RequestRefused(detail);
      case OK,
          CANCELLED,
          UNKNOWN,
          DEADLINE_EXCEEDED,
          FAILED_PRECONDITION,
          ABORTED,
          INTERNAL,
          UNAVAILABLE,
          DATA_LOSS ->
          new Failure.Unavailable(detail);
    };
  }

  private static Failure ofArgument(String text, String detail) {
    if (text.contains("too large")) {
      return new Failure.RequestTooLarge(detail);
    }
    return text.contains("mismatched with bigquery field")
        ? new Failure.TypesDiffer(detail)
        : new Failure.RequestRefused(detail);
  }

  static Failure ofHttp(int status, String reason, String detail) {
    if (QUOTA_REASONS.contains(reason) || status == 429) {
      return new Failure.QuotaExceeded(detail);
    }
    return switch (status) {
      case 401 -> new Failure.NotAuthenticated(detail);
      case 403 -> new Failure.AccessDenied(detail);
      case 404 -> new Failure.NotFound(detail);
      case 409 -> new Failure.AlreadyExists(detail);
      case 412 -> new Failure.ChangedMeanwhile(detail);
      default ->
          status >= 500 || status == 408
              ? new Failure.Unavailable(detail)
              : new Failure.RequestRefused(detail);
    };
  }

  private static String reason(@Nullable GoogleJsonError error) {
    @Nullable List<GoogleJsonError.ErrorInfo> errors = error == null ? null : error.getErrors();
    @Nullable String reason =
        errors == null || errors.isEmpty() ? null : errors.getFirst().getReason();
    return reason == null ? "" : reason;
  }

  private static boolean isAboutCredentials(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("credentials");
  }

  private static String detail(Throwable thrown) {
    if (thrown instanceof GoogleJsonResponseException e
        && e.getDetails() != null
        && e.getDetails().getMessage() != null) {
      return e.getDetails().getMessage();
    }
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
