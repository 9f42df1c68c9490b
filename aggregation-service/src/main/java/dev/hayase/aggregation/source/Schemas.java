package dev.hayase.aggregation.source;

import dev.hayase.event.schema.TableSchema;
import java.util.Optional;

/// The schemas of rows, by their fingerprints.
@FunctionalInterface
public interface Schemas {
  /// Empty when nobody has published it.
  Optional<TableSchema> find(String fingerprint);
}
