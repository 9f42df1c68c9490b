package dev.hayase.loader.store;

import dev.hayase.event.schema.TableSchema;
import java.util.Optional;

/// The table schemas that records name by their fingerprints.
public interface Schemas {
  /// Blocks while the schema topic is read to its present end, if need be.
  ///
  /// @return empty when no such schema was published before this call
  /// @throws SchemasUnavailableException when that cannot be known now
  Optional<TableSchema> find(String fingerprint);

  /// Kafka does not answer.
  final class SchemasUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemasUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
