package dev.hayase.records.format;

import dev.hayase.records.SourceRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;

/// Makes the rows of one schema for one table. Compiled once, used by one thread.
public interface RowEncoding {
  /// What the table holds.
  TableMode mode();

  /// The columns that the rows fill, with their numbers.
  TableShape shape();

  /// The record's row. Whatever the record holds, this returns: a value that does not fit makes it
  /// [Encoded.Unfit].
  Encoded encode(SourceRecord record);
}
