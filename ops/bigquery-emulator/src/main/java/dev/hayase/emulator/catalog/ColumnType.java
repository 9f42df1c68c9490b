package dev.hayase.emulator.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The types of BigQuery columns. `RANGE` is missing: tables with it are refused.
public enum ColumnType {
  BOOL("BOOLEAN", "BOOLEAN"),
  INT64("INTEGER", "BIGINT"),
  FLOAT64("FLOAT", "DOUBLE"),
  NUMERIC("NUMERIC", "DECIMAL(38,9)"),
  /// 76 digits fit no DuckDB decimal: kept as bytes that sort like the number, in a struct that
  /// compares with nothing else.
  BIGNUMERIC("BIGNUMERIC", "STRUCT(bignumeric BLOB)"),
  STRING("STRING", "VARCHAR"),
  BYTES("BYTES", "BLOB"),
  DATE("DATE", "DATE"),
  DATETIME("DATETIME", "TIMESTAMP"),
  TIME("TIME", "TIME"),
  TIMESTAMP("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"),
  JSON("JSON", "JSON"),
  GEOGRAPHY("GEOGRAPHY", "STRUCT(geography VARCHAR)"),
  INTERVAL("INTERVAL", "STRUCT(\"interval\" VARCHAR)"),
  STRUCT("RECORD", "STRUCT");

  private static final Map<String, ColumnType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(type -> type.restName, Function.identity(), (a, _) -> a));

  private final String restName;
  private final String duckdbType;

  ColumnType(String restName, String duckdbType) {
    this.restName = restName;
    this.duckdbType = duckdbType;
  }

  /// The name that `tables.get` answers (`INTEGER`, not `INT64`).
  public String restName() {
    return restName;
  }

  /// The DuckDB type that holds one value of a scalar type.
  public String duckdbType() {
    return duckdbType;
  }

  /// Both of BigQuery's vocabularies: `INTEGER` and `INT64`, `RECORD` and `STRUCT`, in any case.
  public static Optional<ColumnType> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    ColumnType legacy = BY_NAME.get(upper);
    if (legacy != null) {
      return Optional.of(legacy);
    }
    return switch (upper) {
      case "DECIMAL" -> Optional.of(NUMERIC);
      case "BIGDECIMAL" -> Optional.of(BIGNUMERIC);
      default -> Arrays.stream(values()).filter(type -> type.name().equals(upper)).findFirst();
    };
  }
}
