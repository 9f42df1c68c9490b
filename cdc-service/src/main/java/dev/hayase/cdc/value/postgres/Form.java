package dev.hayase.cdc.value.postgres;

import dev.hayase.event.schema.ColumnType;

/// How a value's text becomes JSON, and as what it arrives in BigQuery.
enum Form {
  INTEGER(ColumnType.INT64),
  FLOAT(ColumnType.FLOAT64),
  BOOL(ColumnType.BOOL),
  /// A decimal that NUMERIC holds.
  NUMERIC(ColumnType.NUMERIC),
  /// A decimal that BIGNUMERIC holds, or may hold.
  BIGNUMERIC(ColumnType.BIGNUMERIC),
  MONEY(ColumnType.NUMERIC),
  TEXT(ColumnType.STRING),
  DATE(ColumnType.DATE),
  TIME(ColumnType.TIME),
  DATETIME(ColumnType.DATETIME),
  TIMESTAMP(ColumnType.TIMESTAMP),
  JSON(ColumnType.JSON),
  HSTORE(ColumnType.JSON),
  BYTES(ColumnType.BYTES),
  /// `bit(1)`.
  BIT(ColumnType.BOOL),
  /// `bit(n)`: the first bit is the highest of the first byte.
  BITS(ColumnType.BYTES);

  private final ColumnType type;

  Form(ColumnType type) {
    this.type = type;
  }

  ColumnType type() {
    return type;
  }
}
