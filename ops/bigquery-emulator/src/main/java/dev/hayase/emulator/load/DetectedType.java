package dev.hayase.emulator.load;

import dev.hayase.emulator.catalog.ColumnType;
import java.util.regex.Pattern;

/// What autodetection makes of a text.
enum DetectedType {
  NOTHING(ColumnType.STRING, "string"),
  BOOL(ColumnType.BOOL, "bool"),
  INT64(ColumnType.INT64, "int64"),
  FLOAT64(ColumnType.FLOAT64, "double"),
  DATE(ColumnType.DATE, "date"),
  TIME(ColumnType.TIME, "time"),
  DATETIME(ColumnType.DATETIME, "datetime"),
  TIMESTAMP(ColumnType.TIMESTAMP, "timestamp"),
  STRING(ColumnType.STRING, "string");

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern BOOLEAN = Pattern.compile("(?i)true|false");
  private static final String DAY = "\\d{4}-\\d{1,2}-\\d{1,2}";
  private static final String CLOCK = "\\d{1,2}:\\d{2}:\\d{2}(\\.\\d{1,6})?";
  private static final Pattern DATE_TEXT = Pattern.compile(DAY);
  private static final Pattern TIME_TEXT = Pattern.compile(CLOCK);
  private static final Pattern DATETIME_TEXT = Pattern.compile(DAY + "[Tt]" + CLOCK);
  private static final Pattern TIMESTAMP_TEXT =
      Pattern.compile(DAY + "[Tt ]" + CLOCK + "( ?(UTC|[Zz]|[+-]\\d{1,2}(:?\\d{2})?))?");

  private final ColumnType column;
  private final String fieldPrefix;

  DetectedType(ColumnType column, String fieldPrefix) {
    this.column = column;
    this.fieldPrefix = fieldPrefix;
  }

  ColumnType column() {
    return column;
  }

  /// As in `int64_field_0`, the name of a column without a header.
  String fieldPrefix() {
    return fieldPrefix;
  }

  static DetectedType of(String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return BOOL;
    }
    if (INTEGER.matcher(text).matches()) {
      return INT64;
    }
    if (NUMBER.matcher(text).matches()) {
      return FLOAT64;
    }
    return ofString(text);
  }

  /// For a JSON string: numbers in quotes stay strings.
  static DetectedType ofString(String text) {
    if (DATE_TEXT.matcher(text).matches()) {
      return DATE;
    }
    if (TIME_TEXT.matcher(text).matches()) {
      return TIME;
    }
    if (DATETIME_TEXT.matcher(text).matches()) {
      return DATETIME;
    }
    return TIMESTAMP_TEXT.matcher(text).matches() ? TIMESTAMP : STRING;
  }

  /// What both are.
  DetectedType and(DetectedType other) {
    if (this == other || other == NOTHING) {
      return this;
    }
    if (this == NOTHING) {
      return other;
    }
    boolean numbers = (this == INT64 || this == FLOAT64) && (other == INT64 || other == FLOAT64);
    return numbers ? FLOAT64 : STRING;
  }
}
