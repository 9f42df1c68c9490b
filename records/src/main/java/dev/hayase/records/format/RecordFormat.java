package dev.hayase.records.format;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.util.function.Predicate;

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

  /// Tells which records say that the source's table was emptied, where no header says it. Used by
  /// threads that read the log beside the live flow; may block, and throws a [RuntimeException]
  /// when it cannot know now.
  default Predicate<SourceRecord> truncates() {
    return _ -> false;
  }

  /// Why a record is parked that has no row.
  default Refusal refusal(Encoded.Unfit unfit) {
    return unfit.column().isPresent()
        ? Refusal.unfitValue(unfit.reason(), unfit.column().get())
        : Refusal.malformed(unfit.reason());
  }

  /// Why a record is parked whose schema key nobody knows.
  String unknown(String schemaKey);
}
