package dev.hayase.loader.bigquery;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.outcome.Outcome;
import java.util.Optional;

/// Whether BigQuery answers us.
public final class BigQueryCheck {
  private final BigQueryAccess access;
  private final String dataset;

  public BigQueryCheck(BigQueryAccess access, String dataset) {
    this.access = access;
    this.dataset = dataset;
  }

  /// Why it does not, if so. A dataset that is not there yet is no trouble: it will be made.
  public Optional<String> trouble() {
    Outcome<Boolean> asked =
        Calls.of(() -> {
          access.rest().datasets().get(access.settings().project(), dataset).execute();
          return true;
        });
    return switch (asked) {
      case Outcome.Done<Boolean> _ -> Optional.empty();
      case Outcome.Failed<Boolean>(Failure.NotFound _) -> Optional.empty();
      case Outcome.Failed<Boolean> failed ->
          Optional.of(
              "BigQuery does not answer: "
                  + failed.failure().detail()
                  + FailurePolicy.remedy(failed.failure()).map(r -> ". " + r).orElse(""));
    };
  }
}
