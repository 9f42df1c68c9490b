package dev.hayase.loader.outcome;

import dev.hayase.loader.outcome.Failure.AccessDenied;
import dev.hayase.loader.outcome.Failure.AlreadyApplied;
import dev.hayase.loader.outcome.Failure.AlreadyExists;
import dev.hayase.loader.outcome.Failure.ChangedMeanwhile;
import dev.hayase.loader.outcome.Failure.ColumnsUnknown;
import dev.hayase.loader.outcome.Failure.NotAuthenticated;
import dev.hayase.loader.outcome.Failure.NotFound;
import dev.hayase.loader.outcome.Failure.OffsetAhead;
import dev.hayase.loader.outcome.Failure.QuotaExceeded;
import dev.hayase.loader.outcome.Failure.RequestRefused;
import dev.hayase.loader.outcome.Failure.RequestTooLarge;
import dev.hayase.loader.outcome.Failure.RowsRefused;
import dev.hayase.loader.outcome.Failure.SchemasUnavailable;
import dev.hayase.loader.outcome.Failure.StreamOver;
import dev.hayase.loader.outcome.Failure.Superseded;
import dev.hayase.loader.outcome.Failure.TypesDiffer;
import dev.hayase.loader.outcome.Failure.Unavailable;
import dev.hayase.loader.outcome.Verdict.Pace;
import java.util.Optional;

/// The one place that says what follows from a failure. Total: a new failure does not compile until
/// it is judged here.
public final class FailurePolicy {
  private FailurePolicy() {}

  /// What the loader does.
  public static Verdict verdict(Failure failure) {
    return switch (failure) {
      case Unavailable _, SchemasUnavailable _, ChangedMeanwhile _, AlreadyExists _ ->
          new Verdict.Retry(Pace.TRANSIENT);
      case QuotaExceeded _ -> new Verdict.Retry(Pace.QUOTA);
      case RowsRefused refused -> new Verdict.ParkRows(refused.reasons());
      case ColumnsUnknown _, TypesDiffer _ -> new Verdict.WaitForSchema();
      case RequestTooLarge _ -> new Verdict.Split();
      case RequestRefused _ -> new Verdict.HaltTable();
      case NotFound _ -> new Verdict.WaitForSchema();
      case AccessDenied _, NotAuthenticated _ -> new Verdict.Retry(Pace.SETUP);
      case StreamOver _, OffsetAhead _ -> new Verdict.ReplaceStream();
      case AlreadyApplied _ -> new Verdict.Applied();
      case Superseded _ -> new Verdict.Yield();
    };
  }

  /// What it is, in a sentence for the failure table.
  public static String meaning(Failure failure) {
    return switch (failure) {
      case Unavailable _ ->
          "The network or a server of BigQuery fails; it may or may not have done what it was"
              + " asked";
      case SchemasUnavailable _ ->
          "Who keeps the schemas that records name does not answer: a schema registry, or Kafka";
      case QuotaExceeded _ ->
          "A quota is used up; short-term ones refill in seconds, long-term ones in ten minutes";
      case RowsRefused _ -> "Some rows of a request are not acceptable; none of it was written";
      case ColumnsUnknown _ -> "A request has columns that the write service does not know yet";
      case TypesDiffer _ -> "A column has another type in the request than the write service knows";
      case RequestTooLarge _ -> "A request is greater than the project's limit";
      case RequestRefused _ -> "BigQuery understood a request and does not accept it";
      case NotFound _ ->
          "The table, the dataset or the project is not there, or the account may not see it";
      case AccessDenied _ -> "The account is known and not allowed";
      case NotAuthenticated _ -> "Credentials are missing, wrong or expired";
      case StreamOver _ ->
          "A stream takes no more rows: another loader has finalized it, or it expired";
      case AlreadyApplied _ ->
          "A stream has rows at this offset: the request was applied, its answer was lost";
      case OffsetAhead _ -> "A stream ends before this offset: an earlier request was not applied";
      case ChangedMeanwhile _ -> "Somebody changed the table between a look at it and an update";
      case Superseded _ -> "The partition belongs to another loader now";
      case AlreadyExists _ -> "Somebody was faster to make a table or a dataset";
    };
  }

  /// What the operator can do about it; empty when nothing is needed.
  public static Optional<String> remedy(Failure failure) {
    return switch (failure) {
      case SchemasUnavailable _ ->
          Optional.of(
              "Nothing if it passes. If it stays: start the schema registry that the reason names, or"
                  + " correct registry.url in pipeline.yaml and restart the loader; or check Kafka");
      case Unavailable _ ->
          Optional.of(
              "Nothing if it passes. If it stays: check the network to BigQuery and its status"
                  + " page");
      case QuotaExceeded _ ->
          Optional.of(
              "Nothing if it passes within ten minutes. If it returns: ask Google for more Storage"
                  + " Write API throughput in this project, or load fewer tables");
      case RowsRefused _ -> Optional.of("See the topic's dead letters");
      case ColumnsUnknown _ ->
          Optional.of(
              "Nothing: new columns take minutes to reach BigQuery's write service. If it stays:"
                  + " compare the table's columns with the source's");
      case TypesDiffer _ ->
          Optional.of(
              "Nothing: a changed type takes minutes to reach BigQuery's write service. If it"
                  + " stays: compare the type of the column that BigQuery names with the source's");
      case RequestTooLarge _ -> Optional.of("Lower loader.batch.bytes in pipeline.yaml");
      case RequestRefused _ ->
          Optional.of("Correct what BigQuery names; the table is tried again every minute");
      case NotFound _ ->
          Optional.of(
              "Check that project and dataset exist and that the loader's account has the role"
                  + " BigQuery Data Editor on the dataset");
      case AccessDenied _ ->
          Optional.of(
              "Give the loader's account the roles BigQuery Data Editor on the dataset and BigQuery"
                  + " Job User on the project");
      case NotAuthenticated _ ->
          Optional.of(
              "Set Application Default Credentials, for example GOOGLE_APPLICATION_CREDENTIALS=<key"
                  + " file>");
      case StreamOver _,
          OffsetAhead _,
          AlreadyApplied _,
          ChangedMeanwhile _,
          AlreadyExists _,
          Superseded _ ->
          Optional.empty();
    };
  }
}
