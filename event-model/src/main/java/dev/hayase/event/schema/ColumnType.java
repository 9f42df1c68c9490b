package dev.hayase.event.schema;

import java.util.Locale;

/// BigQuery's types, under the names that GoogleSQL gives them. [Column] holds what belongs to them
/// (precision, length, fields).
public enum ColumnType {
  BOOL,
  INT64,
  FLOAT64,
  NUMERIC,
  BIGNUMERIC,
  STRING,
  BYTES,
  DATE,
  TIME,
  DATETIME,
  TIMESTAMP,
  INTERVAL,
  JSON,
  GEOGRAPHY,
  STRUCT;

  /// The name in BigQuery's schema JSON, which keeps the older names of four types.
  public String schemaName() {
    return switch (this) {
      case BOOL -> "BOOLEAN";
      case INT64 -> "INTEGER";
      case FLOAT64 -> "FLOAT";
      case STRUCT -> "RECORD";
      case NUMERIC,
          BIGNUMERIC,
          STRING,
          BYTES,
          DATE,
          TIME,
          DATETIME,
          TIMESTAMP,
          INTERVAL,
          JSON,
          GEOGRAPHY ->
          name();
    };
  }

  /// Reads either name: BigQuery's REST API accepts both and answers with the older.
  ///
  /// @throws IllegalArgumentException when BigQuery has no such type, or we do not load it
  public static ColumnType ofSchemaName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (ColumnType type : values()) {
      if (type.name().equals(upper) || type.schemaName().equals(upper)) {
        return type;
      }
    }
    throw new IllegalArgumentException("'" + name + "' is no column type that can be loaded");
  }
}
