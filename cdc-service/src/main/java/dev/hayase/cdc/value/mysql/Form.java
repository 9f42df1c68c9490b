package dev.hayase.cdc.value.mysql;

import dev.hayase.event.schema.ColumnType;

/// How a value's text becomes JSON, and as what it arrives in BigQuery.
public enum Form {
  INTEGER(ColumnType.INT64),
  /// Up to 18446744073709551615, which no INT64 holds.
  BIG_UNSIGNED(ColumnType.NUMERIC),
  FLOAT(ColumnType.FLOAT64),
  DOUBLE(ColumnType.FLOAT64),
  /// A decimal that NUMERIC holds.
  NUMERIC(ColumnType.NUMERIC),
  /// A decimal that BIGNUMERIC holds.
  BIGNUMERIC(ColumnType.BIGNUMERIC),
  /// A decimal with more digits than BigQuery has.
  LONG_DECIMAL(ColumnType.STRING),
  TEXT(ColumnType.STRING),
  DATE(ColumnType.DATE),
  /// From -838:59:59 to 838:59:59: a span rather than a time of day.
  TIME(ColumnType.STRING),
  DATETIME(ColumnType.DATETIME),
  TIMESTAMP(ColumnType.TIMESTAMP),
  JSON(ColumnType.JSON),
  /// In hexadecimal.
  BYTES(ColumnType.BYTES),
  /// `binary(n)`, in hexadecimal: the log leaves out the zeros at its end.
  FIXED_BYTES(ColumnType.BYTES),
  /// `bit(1)`, in hexadecimal.
  BIT(ColumnType.BOOL),
  /// `bit(n)`, in hexadecimal: the number's bytes, the highest first.
  BITS(ColumnType.BYTES);

  private final ColumnType type;

  Form(ColumnType type) {
    this.type = type;
  }

  ColumnType type() {
    return type;
  }

  /// The form of a column's values.
  public static Form of(MysqlColumn column) {
    return switch (column.type()) {
      case "TINYINT",
          "SMALLINT",
          "MEDIUMINT",
          "INT",
          "INTEGER",
          "YEAR",
          "BOOL",
          "BOOLEAN",
          "INT1",
          "INT2",
          "INT3",
          "INT4",
          "MIDDLEINT" ->
          INTEGER;
      case "BIGINT", "INT8", "SERIAL" -> column.unsigned() ? BIG_UNSIGNED : INTEGER;
      case "FLOAT", "FLOAT4" -> FLOAT;
      case "DOUBLE", "REAL", "FLOAT8" -> DOUBLE;
      case "DECIMAL", "NUMERIC", "DEC", "FIXED" -> decimal(column);
      case "DATE" -> DATE;
      case "TIME" -> TIME;
      case "DATETIME" -> DATETIME;
      case "TIMESTAMP" -> TIMESTAMP;
      case "JSON" -> JSON;
      case "BIT" -> column.length().orElse(1) == 1 ? BIT : BITS;
      case "BINARY" -> FIXED_BYTES;
      case "VARBINARY",
          "TINYBLOB",
          "BLOB",
          "MEDIUMBLOB",
          "LONGBLOB",
          "GEOMETRY",
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION",
          "GEOMCOLLECTION",
          "VECTOR" ->
          BYTES;
      default -> TEXT;
    };
  }

  /// Whether the values are bytes, at the server as in its log.
  public boolean isBinary() {
    return switch (this) {
      case BYTES, FIXED_BYTES, BIT, BITS -> true;
      case INTEGER,
          BIG_UNSIGNED,
          FLOAT,
          DOUBLE,
          NUMERIC,
          BIGNUMERIC,
          LONG_DECIMAL,
          TEXT,
          DATE,
          TIME,
          DATETIME,
          TIMESTAMP,
          JSON ->
          false;
    };
  }

  private static Form decimal(MysqlColumn column) {
    int scale = column.scale().orElse(0);
    int integerDigits = column.length().orElse(10) - scale;
    if (integerDigits <= 29 && scale <= 9) {
      return NUMERIC;
    }
    return integerDigits <= 38 && scale <= 38 ? BIGNUMERIC : LONG_DECIMAL;
  }
}
