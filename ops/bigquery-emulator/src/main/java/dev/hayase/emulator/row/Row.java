package dev.hayase.emulator.row;

import org.jspecify.annotations.Nullable;

/// A decoded row: one value per column of the table, and what to do with it.
///
/// @param values in the order of the schema that the row was decoded for; a list for REPEATED, an
///   array for STRUCT
/// @param change null for a row that is merely appended
@SuppressWarnings("ArrayRecordComponent") // one per row on the way in; never compared
public record Row(@Nullable Object[] values, @Nullable Change change) {

  public boolean isDeletion() {
    return change != null && change.delete();
  }

  public boolean hasSequence() {
    return change != null && change.sequence().length > 0;
  }

  /// @param sequence as [ChangeSequence] writes it
  @SuppressWarnings("ArrayRecordComponent")
  public record Change(boolean delete, byte[] sequence) {}
}
