package dev.hayase.engine.value;

import dev.hayase.event.wire.MalformedRecordException;

/// A value is not of its column's type. Stays within this room, which says it with the column's
/// name. Without a stack trace, since a poisoned topic makes many.
final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;
  private final String reason;

  Unfit(String reason) {
    this("", reason);
  }

  private Unfit(String path, String reason) {
    super(reason, null, false, false);
    this.path = path;
    this.reason = reason;
  }

  /// The same in a column, or in a field of that column.
  Unfit in(String column) {
    boolean inside = path.isEmpty() || path.startsWith("[");
    return new Unfit(inside ? column + path : column + "." + path, reason);
  }

  /// The same in an element of a list.
  Unfit at(int index) {
    String element = "[" + index + "]";
    return new Unfit(
        path.isEmpty() || path.startsWith("[") ? element + path : element + "." + path, reason);
  }

  MalformedRecordException asMalformed() {
    return new MalformedRecordException("Column '%s' %s".formatted(path, reason), this);
  }
}
