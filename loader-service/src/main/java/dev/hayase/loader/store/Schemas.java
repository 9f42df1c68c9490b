package dev.hayase.loader.store;

import dev.hayase.event.schema.TableSchema;
import java.util.Optional;

/// The table schemas that records name by their keys: fingerprints, a registry's ids.
public interface Schemas {
  /// May block: the topic of the schemas is read to its present end, a registry is asked.
  ///
  /// @return empty when no such schema was published before this call
  /// @throws SchemasUnavailableException when that cannot be known now
  Optional<TableSchema> find(String schemaKey);

  /// Who keeps them does not answer.
  final class SchemasUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemasUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
