package dev.hayase.loader.outcome;

import java.util.List;
import java.util.Map;

/// One of each failure, in the order of the failure table.
public final class FailureExamples {
  private FailureExamples() {}

  public static List<Failure> all() {
    return List.of(
        new Failure.Unavailable("d"),
        new Failure.SchemasUnavailable("d"),
        new Failure.QuotaExceeded("d"),
        new Failure.RowsRefused(Map.of(1, "bad"), "d"),
        new Failure.ColumnsUnknown("d"),
        new Failure.TypesDiffer("d"),
        new Failure.RequestTooLarge("d"),
        new Failure.RequestRefused("d"),
        new Failure.NotFound("d"),
        new Failure.AccessDenied("d"),
        new Failure.NotAuthenticated("d"),
        new Failure.StreamOver("d"),
        new Failure.AlreadyApplied("d"),
        new Failure.OffsetAhead("d"),
        new Failure.ChangedMeanwhile("d"),
        new Failure.AlreadyExists("d"),
        new Failure.Superseded("d"));
  }
}
