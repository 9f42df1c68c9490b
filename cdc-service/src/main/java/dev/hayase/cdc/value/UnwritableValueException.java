package dev.hayase.cdc.value;

/// A value's text is not what its type prints. The message names column and type, never the value,
/// and there is no cause that might.
public final class UnwritableValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;

  UnwritableValueException(String column, String type) {
    super(
        "Column '%s' of type %s holds a text that the type does not print".formatted(column, type));
    this.column = column;
  }

  /// The column's name.
  public String column() {
    return column;
  }
}
