package dev.hayase.loader.bigquery;

import dev.hayase.loader.outcome.Failure;
import java.util.List;
import java.util.function.Function;

/// Every failure that a server can be made to show, in the order of the failure table.
final class Provocations {
  private Provocations() {}

  static List<Provocation> all() {
    return List.of(
        of("unavailable", "UNAVAILABLE", p -> p.order(error("UNAVAILABLE")).append()),
        of("unavailable", "INTERNAL", p -> p.order(error("INTERNAL")).append()),
        of("unavailable", "ABORTED", p -> p.order(error("ABORTED")).append()),
        of("unavailable", "DEADLINE_EXCEEDED", p -> p.order(error("DEADLINE_EXCEEDED")).append()),
        of(
            "unavailable",
            "HTTP 503 backendError",
            p -> p.orderRest(503, "backendError").describe()),
        of(
            "quota-exceeded",
            "RESOURCE_EXHAUSTED",
            p -> p.order(error("RESOURCE_EXHAUSTED")).append()),
        of(
            "quota-exceeded",
            "HTTP 403 quotaExceeded",
            p -> p.orderRest(403, "quotaExceeded").describe()),
        of(
            "quota-exceeded",
            "HTTP 403 rateLimitExceeded",
            p -> p.orderRest(403, "rateLimitExceeded").describe()),
        of("rows-refused", "INVALID_ARGUMENT with row_errors", Provoking::appendTooLong),
        of(
            "columns-unknown",
            "INVALID_ARGUMENT SCHEMA_MISMATCH_EXTRA_FIELDS",
            p -> p.create().appendUnknownColumn()),
        of(
            "types-differ",
            "INVALID_ARGUMENT: The proto field mismatched with BigQuery field",
            p -> p.create().appendOtherType()),
        of(
            "request-too-large",
            "INVALID_ARGUMENT: AppendRows request too large",
            p -> p.create().appendTooMuch()),
        of("request-refused", "INVALID_ARGUMENT: any other", p -> p.create().appendChange()),
        of("request-refused", "HTTP 400 invalid", p -> p.orderRest(400, "invalid").describe()),
        of("not-found", "NOT_FOUND", p -> p.order(error("NOT_FOUND")).append()),
        of("not-found", "PERMISSION_DENIED: ... (or it may not exist)", Provoking::append),
        of("access-denied", "PERMISSION_DENIED", p -> p.order(error("PERMISSION_DENIED")).append()),
        of(
            "access-denied",
            "HTTP 403 accessDenied",
            p -> p.orderRest(403, "accessDenied").describe()),
        of("not-authenticated", "UNAUTHENTICATED", p -> p.order(error("UNAUTHENTICATED")).append()),
        of(
            "not-authenticated",
            "HTTP 401 authError",
            p -> p.orderRest(401, "authError").describe()),
        of("stream-over", "STREAM_FINALIZED", Provoking::appendToFinalized),
        of("stream-over", "STREAM_NOT_FOUND", Provoking::appendToExpired),
        of("already-applied", "ALREADY_EXISTS OFFSET_ALREADY_EXISTS", p -> p.appendAt(0)),
        of("offset-ahead", "OUT_OF_RANGE OFFSET_OUT_OF_RANGE", p -> p.appendAt(5)),
        of("changed-meanwhile", "HTTP 412 conditionNotMet", Provoking::updateAfterSomebodyElse),
        of("already-exists", "HTTP 409 duplicate", Provoking::createAgain));
  }

  private static String error(String status) {
    return "\"fault\": \"error\", \"status\": \"%s\", \"message\": \"ordered\"".formatted(status);
  }

  private static Provocation of(String code, String answer, Function<Provoking, Failure> provoke) {
    return new Provocation(code, answer, provoke);
  }
}
