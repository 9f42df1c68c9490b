package dev.hayase.loader.store;

import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.table.TableRef;
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
