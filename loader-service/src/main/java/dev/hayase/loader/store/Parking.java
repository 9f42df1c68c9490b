package dev.hayase.loader.store;

import dev.hayase.loader.batch.SourceRecord;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Takes records that cannot be loaded.
public interface Parking {
  /// Writes the whole record to its topic's dead letters.
  ///
  /// @param column the source's name of the column at fault
  /// @return completes when all replicas have it; exceptionally when they do not, and it has to be
  ///   tried again
  CompletableFuture<Void> park(SourceRecord record, String reason, Optional<String> column);
}
