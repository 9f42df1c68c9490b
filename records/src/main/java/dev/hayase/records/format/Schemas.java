package dev.hayase.records.format;

import dev.hayase.event.schema.TableSchema;
import java.util.Optional;

/// The table schemas that records name by their keys: fingerprints, a registry's ids.
public interface Schemas {
  /// May block: the topic of the schemas is read to its present end, a registry is asked.
  ///
  /// @return empty when no such schema was published before this call
  /// @throws SchemasUnavailableException when that cannot be known now
  /// @throws UnusableSchemaException when there is one, and it is no table's
  Optional<TableSchema> find(String schemaKey);

  /// Who keeps them does not answer.
  final class SchemasUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemasUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }

    public SchemasUnavailableException(String message) {
      super(message);
    }
  }

  /// The schema is known, and no table can have it.
  final class UnusableSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String remedy;

    public UnusableSchemaException(String message, String remedy, Throwable cause) {
      super(message, cause);
      this.remedy = remedy;
    }

    public UnusableSchemaException(String message, String remedy) {
      super(message);
      this.remedy = remedy;
    }

    /// What the operator can do.
    public String remedy() {
      return remedy;
    }
  }
}
