package dev.hayase.emulator.job;

import com.google.gson.JsonObject;
import dev.hayase.emulator.query.QueryResult;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What a job does.
public interface Work {
  /// `QUERY`, `LOAD` or `COPY`.
  String type();

  /// @param cancelled asked now and then; when it says yes, the work may end with a
  ///   [java.util.concurrent.CancellationException]
  /// @throws dev.hayase.emulator.catalog.BigQueryException when it fails
  Done run(BooleanSupplier cancelled);

  /// Gives back what the work holds, when it is not going to run.
  default void abandon() {}

  /// What came of it.
  ///
  /// @param statistics what stands below the type's name in the job's `statistics`
  /// @param result of a query
  /// @param warnings of a job that did what it should
  record Done(JsonObject statistics, Optional<QueryResult> result, List<String> warnings) {
    public Done {
      warnings = List.copyOf(warnings);
    }
  }
}
