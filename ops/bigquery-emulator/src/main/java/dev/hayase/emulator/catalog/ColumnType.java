package dev.hayase.emulator.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The types of BigQuery columns. How their values are kept is said in [DataType].
public enum ColumnType {
  BOOL("BOOLEAN"),
  INT64("INTEGER"),
  FLOAT64("FLOAT"),
  NUMERIC("NUMERIC"),
  BIGNUMERIC("BIGNUMERIC"),
  STRING("STRING"),
  BYTES("BYTES"),
  DATE("DATE"),
  DATETIME("DATETIME"),
  TIME("TIME"),
  TIMESTAMP("TIMESTAMP"),
  JSON("JSON"),
  GEOGRAPHY("GEOGRAPHY"),
  INTERVAL("INTERVAL"),
  RANGE("RANGE"),
  STRUCT("RECORD");

  private static final Map<String, ColumnType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(type -> type.restName, Function.identity(), (a, _) -> a));

  private final String restName;

  ColumnType(String restName) {
    this.restName = restName;
  }

  /// The name that `tables.get` answers (`INTEGER`, not `INT64`).
  public String restName() {
    return restName;
  }

  /// The DuckDB type of one value, for the types that have neither fields nor elements.
  public String duckdbType() {
    return DataType.scalar(this).duckdbType();
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
