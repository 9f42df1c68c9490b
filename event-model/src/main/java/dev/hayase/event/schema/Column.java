package dev.hayase.event.schema;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A column, or a field of a struct, as a field of BigQuery's table schema (`TableFieldSchema` of
/// the REST API).
///
/// @param name the source's name of the column; [BigQueryName] gives that in BigQuery
/// @param maxLength of STRING in characters, of BYTES in bytes; empty when unlimited
/// @param precision of NUMERIC and BIGNUMERIC: digits in all; empty for the type's own limits
/// @param scale of NUMERIC and BIGNUMERIC: digits after the point; empty unless the precision is
///   given
/// @param fields of STRUCT; empty for other types
public record Column(
    String name,
    ColumnType type,
    Mode mode,
    OptionalLong maxLength,
    OptionalInt precision,
    OptionalInt scale,
    List<Column> fields) {

  /// Whether a value may be absent, must be there, or is a list.
  public enum Mode {
    NULLABLE,
    REQUIRED,
    REPEATED;

    static Mode of(String text) {
      try {
        return valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'" + text + "' is no mode; NULLABLE, REQUIRED and REPEATED are", e);
      }
    }
  }

  public Column {
    fields = List.copyOf(fields);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("A column has a name");
    }
    if (fields.isEmpty() == (type == ColumnType.STRUCT)) {
      throw new IllegalArgumentException(
          "Column '" + name + "': a STRUCT has fields, and only a STRUCT has");
    }
    if (fields.stream().map(Column::name).distinct().count() < fields.size()) {
      throw new IllegalArgumentException("Column '" + name + "' has two fields of one name");
    }
    if (maxLength.isPresent() && type != ColumnType.STRING && type != ColumnType.BYTES) {
      throw new IllegalArgumentException("Column '" + name + "': " + type + " has no length");
    }
    if (precision.isPresent() && type != ColumnType.NUMERIC && type != ColumnType.BIGNUMERIC) {
      throw new IllegalArgumentException("Column '" + name + "': " + type + " has no precision");
    }
    if (scale.isPresent() && precision.isEmpty()) {
      throw new IllegalArgumentException("Column '" + name + "': a scale needs a precision");
    }
  }

  /// A NULLABLE column without parameters.
  public static Column nullable(String name, ColumnType type) {
    return new Column(
        name,
        type,
        Mode.NULLABLE,
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of());
  }

  /// A NULLABLE NUMERIC or BIGNUMERIC column of so many digits in all, `scale` of them after the
  /// point.
  public static Column decimal(String name, ColumnType type, int precision, int scale) {
    return new Column(
        name,
        type,
        Mode.NULLABLE,
        OptionalLong.empty(),
        OptionalInt.of(precision),
        OptionalInt.of(scale),
        List.of());
  }

  /// The same column under another name.
  public Column named(String other) {
    return new Column(other, type, mode, maxLength, precision, scale, fields);
  }

  /// The same struct with other fields.
  public Column of(List<Column> otherFields) {
    return new Column(name, type, mode, maxLength, precision, scale, otherFields);
  }

  /// The same column in another mode.
  public Column in(Mode other) {
    return new Column(name, type, other, maxLength, precision, scale, fields);
  }
}
