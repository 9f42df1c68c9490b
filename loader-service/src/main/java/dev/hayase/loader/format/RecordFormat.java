package dev.hayase.loader.format;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;

/// How the records of a topic are read. One object for each topic, used by one thread; does no I/O
/// and allocates nothing per field.
public interface RecordFormat {
  /// What a record is. Called again for the same record when it had to wait.
  Reading read(SourceRecord record);

  /// How rows of a schema go into a table.
  ///
  /// @param schemaKey as [#read] told it
  /// @param schema what the key was resolved to
  /// @param mode what the table holds
  /// @param shape holds every column of the schema, under its name in BigQuery
  Compiled compile(String schemaKey, TableSchema schema, TableMode mode, TableShape shape);

  /// Whether records of one row, and only they, have one key.
  default boolean keysAreRows() {
    return true;
  }

  /// Why a record is parked whose schema key nobody knows.
  String unknown(String schemaKey);
}
