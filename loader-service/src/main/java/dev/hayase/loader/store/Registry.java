package dev.hayase.loader.store;

import dev.hayase.records.format.Schemas.SchemasUnavailableException;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The schemas that a schema registry keeps, each under a number and, in newer registries, under a
/// GUID, neither of which ever means another.
public interface Registry {

  /// A schema.
  ///
  /// @param type `AVRO`, `PROTOBUF` or `JSON`
  /// @param text in the type's own language
  /// @param references texts of the schemas that it refers to, each after those that it needs
  ///   itself
  record Registered(String type, String text, List<String> references) {
    public Registered {
      references = List.copyOf(references);
    }
  }

  /// Blocks while the registry is asked, once for each schema.
  ///
  /// @return empty when the registry has no such schema now
  /// @throws SchemasUnavailableException when it does not answer
  /// @throws UnusableSchemaException when it does not let us in
  Optional<Registered> find(long id);

  /// Likewise, by the GUID.
  Optional<Registered> find(UUID guid);

  /// Where it is, for the operator.
  String address();
}
