package dev.hayase.engine.expression;

/// What a value can be while expressions are computed.
enum Kind {
  NULL("NULL"),
  BOOL("BOOL"),
  INT("INT64"),
  DOUBLE("FLOAT64"),
  DECIMAL("NUMERIC"),
  BIG_DECIMAL("BIGNUMERIC"),
  STRING("STRING"),
  BYTES("BYTES"),
  DATE("DATE"),
  TIME("TIME"),
  DATETIME("DATETIME"),
  TIMESTAMP("TIMESTAMP"),
  DURATION("duration"),
  /// A value of which only the record knows what it is: part of a JSON document.
  JSON("JSON"),
  LIST("ARRAY"),
  STRUCT("STRUCT"),
  /// A list of texts.
  TEXTS("ARRAY<STRING>"),
  /// A text that is read as a time zone.
  ZONE("STRING"),
  /// A text that is read as a regular expression.
  PATTERN("STRING");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  boolean isNumber() {
    return this == INT || this == DOUBLE || isDecimal();
  }

  boolean isDecimal() {
    return this == DECIMAL || this == BIG_DECIMAL;
  }

  boolean isText() {
    return this == STRING || this == ZONE || this == PATTERN;
  }

  @Override
  public String toString() {
    return words;
  }
}
