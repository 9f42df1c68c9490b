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
import dev.hayase.loader.outcome.Failure.StreamOver;
import dev.hayase.loader.outcome.Failure.Superseded;
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
      case Unavailable _, ChangedMeanwhile _, AlreadyExists _ -> new Verdict.Retry(Pace.TRANSIENT);
      case QuotaExceeded _ -> new Verdict.Retry(Pace.QUOTA);
      case RowsRefused refused -> new Verdict.ParkRows(refused.reasons());
      case ColumnsUnknown _ -> new Verdict.WaitForSchema();
      case RequestTooLarge _ -> new Verdict.Split();
      case RequestRefused _ -> new Verdict.HaltTable();
      case NotFound _ -> new Verdict.WaitForSchema();
      case AccessDenied _, NotAuthenticated _ -> new Verdict.Retry(Pace.SETUP);
      case StreamOver _, OffsetAhead _ -> new Verdict.ReplaceStream();
      case AlreadyApplied _ -> new Verdict.Applied();
      case Superseded _ -> new Verdict.Yield();
    };
  }

  /// What the operator can do about it; empty when nothing is needed.
  public static Optional<String> remedy(Failure failure) {
    return switch (failure) {
      case Unavailable _ ->
          Optional.of(
              "Nothing if it passes. If it stays: check the network to BigQuery and its status page");
      case QuotaExceeded _ ->
          Optional.of(
              "Nothing if it passes within ten minutes. If it returns: ask Google for more Storage Write API"
                  + " throughput in this project, or load fewer tables");
      case RowsRefused _ -> Optional.of("See the topic's dead letters");
      case ColumnsUnknown _ ->
          Optional.of(
              "Nothing: new columns take minutes to reach BigQuery's write service. If it stays: compare the"
                  + " table's columns with the source's");
      case RequestTooLarge _ -> Optional.of("Lower loader.batch.bytes in pipeline.yaml");
      case RequestRefused _ ->
          Optional.of("Correct what BigQuery names; the table is tried again every minute");
      case NotFound _ ->
          Optional.of(
              "Check that project and dataset exist and that the loader's account has the role BigQuery Data Editor"
                  + " on the dataset");
      case AccessDenied _ ->
          Optional.of(
              "Give the loader's account the roles BigQuery Data Editor on the dataset and BigQuery Job User on the"
                  + " project");
      case NotAuthenticated _ ->
          Optional.of(
              "Set Application Default Credentials, for example GOOGLE_APPLICATION_CREDENTIALS=<key file>");
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
