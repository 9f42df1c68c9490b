package dev.hayase.records.row;

import org.jspecify.annotations.Nullable;

/// A value that cannot be a BigQuery value without loss. Stays within this room: [RowEncoder] turns
/// it into [Encoded.Unfit]. Without a stack trace, since a poisoned topic makes many.
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final @Nullable String column;

  Unfit(String reason) {
    this(reason, null);
  }

  private Unfit(String reason, @Nullable String column) {
    super(reason, null, false, false);
    this.reason = reason;
    this.column = column;
  }

  /// The same in a column, or in a field of that column.
  Unfit in(String columnName) {
    return new Unfit(
        reason,
        column == null
            ? columnName
            : column.startsWith("[") ? columnName + column : columnName + "." + column);
  }

  /// The same in an element of a list.
  Unfit at(int index) {
    String element = "[" + index + "]";
    return new Unfit(
        reason,
        column == null
            ? element
            : column.startsWith("[") ? element + column : element + "." + column);
  }

  String reason() {
    return reason;
  }

  @Nullable String column() {
    return column;
  }
}
