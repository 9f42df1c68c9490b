package dev.hayase.log.stream;

import java.util.Optional;

/// What a stream's schema says of a document.
///
/// Thread-safe.
@FunctionalInterface
public interface SchemaCheck {
  /// Of a stream without a schema.
  SchemaCheck NONE = _ -> Optional.empty();

  /// Why the document does not fit, with the field's path and without its value; empty when it
  /// fits.
  ///
  /// @param document a JSON object
  Optional<String> misfit(byte[] document);
}
