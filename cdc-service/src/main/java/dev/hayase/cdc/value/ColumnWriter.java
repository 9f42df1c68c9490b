package dev.hayase.cdc.value;

import dev.hayase.event.schema.Column;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// One column of a source's table: what it is in BigQuery, and how its values are written.
/// Immutable.
public interface ColumnWriter {

  /// The column's name in the source.
  String name();

  /// The source's type, for people.
  String sourceType();

  /// The column as it arrives in BigQuery.
  Column target();

  /// Whether the column is in the published schema and in rows as they are written; else its values
  /// only have a place in rows as they are read.
  default boolean isWritten() {
    return true;
  }

  /// Whether something else than its values is written.
  default boolean conceals() {
    return false;
  }

  /// Writes one value.
  ///
  /// @param text as the source's kind of database prints it; null for NULL
  /// @throws IllegalArgumentException when the text is none of the column's type
  void write(JsonGenerator json, @Nullable String text);
}
