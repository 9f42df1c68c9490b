package dev.hayase.loader.store;

import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.outcome.Refusal;
import dev.hayase.loader.table.TableRef;
import java.util.concurrent.CompletableFuture;

/// Takes records that cannot be loaded.
public interface Parking {
  /// Writes the whole record to its topic's dead letters.
  ///
  /// @param table that did not take it
  /// @return completes when all replicas have it; exceptionally when they do not, and it has to be
  ///   tried again
  CompletableFuture<Void> park(SourceRecord record, TableRef table, Refusal refusal);
}
