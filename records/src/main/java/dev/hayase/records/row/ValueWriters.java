package dev.hayase.records.row;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;

/// Chooses how the plain values of a schema's columns are written: a form of records has one.
/// Structs and lists are the plan's own affair.
public interface ValueWriters {
  /// The writer of one value of a column; of a REPEATED column, of one element.
  ///
  /// @param source as the schema of the record has it
  /// @param type that of the table's column
  /// @param number that of the field in the row's message
  FieldWriter of(Column source, ColumnType type, int number);

  /// Chooses for the fields of a STRUCT column.
  default ValueWriters within(Column struct) {
    return this;
  }
}
