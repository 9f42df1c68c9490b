package dev.hayase.loader.fold;

import dev.hayase.records.SourceRecord;
import java.util.function.Predicate;

/// What makes a record of a table's topic needless.
///
/// @param truncates whether a truncate removes what is before it; false where the table keeps what
///   the source truncated
/// @param keysAreRows whether records of one row, and only they, have one key. Where the table's
///   key is another than the records' own, the last record of a key says nothing about the others
/// @param truncate whether a record without a key is a truncate of another capture's, which has no
///   header
public record FoldRules(boolean truncates, boolean keysAreRows, Predicate<SourceRecord> truncate) {
  public FoldRules(boolean truncates, boolean keysAreRows) {
    this(truncates, keysAreRows, _ -> false);
  }
}
