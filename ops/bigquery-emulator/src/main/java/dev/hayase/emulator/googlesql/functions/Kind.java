package dev.hayase.emulator.googlesql.functions;

import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.googlesql.value.Micros;
import dev.hayase.emulator.row.BigNumeric;
import dev.hayase.emulator.row.Interval;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;

/// The types of GoogleSQL, and how a value of each crosses from DuckDB into a Java function and
/// back: DuckDB's Java functions take and give numbers, booleans and text only.
enum Kind {
  BOOL(TypeKind.TYPE_BOOL, "BOOLEAN", "{0}", "{0}"),
  INT64(TypeKind.TYPE_INT64, "BIGINT", "{0}", "{0}"),
  FLOAT64(TypeKind.TYPE_DOUBLE, "DOUBLE", "{0}", "{0}"),
  STRING(TypeKind.TYPE_STRING, "VARCHAR", "{0}", "{0}"),
  BYTES(TypeKind.TYPE_BYTES, "BLOB", "hex({0})", "unhex({0})"),
  NUMERIC(
      TypeKind.TYPE_NUMERIC, "DECIMAL(38,9)", "CAST({0} AS VARCHAR)", "CAST({0} AS DECIMAL(38,9))"),
  BIGNUMERIC(TypeKind.TYPE_BIGNUMERIC, "VARCHAR", "{0}", "{0}"),
  DATE(
      TypeKind.TYPE_DATE,
      "DATE",
      "({0} - DATE '1970-01-01')",
      "(DATE '1970-01-01' + CAST({0} AS INTEGER))"),
  TIME(TypeKind.TYPE_TIME, "TIME", "epoch_us({0})", "CAST(make_timestamp({0}) AS TIME)"),
  DATETIME(TypeKind.TYPE_DATETIME, "TIMESTAMP", "epoch_us({0})", "make_timestamp({0})"),
  /// In Java a Long: microseconds since 1970 in UTC.
  TIMESTAMP(TypeKind.TYPE_TIMESTAMP, "TIMESTAMPTZ", "epoch_us({0})", "make_timestamptz({0})"),
  JSON(TypeKind.TYPE_JSON, "JSON", "CAST({0} AS VARCHAR)", "CAST({0} AS JSON)"),
  INTERVAL(TypeKind.TYPE_INTERVAL, "INTERVAL", "CAST({0} AS VARCHAR)", "CAST({0} AS INTERVAL)"),
  GEOGRAPHY(TypeKind.TYPE_GEOGRAPHY, "VARCHAR", "{0}", "{0}"),
  /// The part of a date, a mode of rounding and the like: always a literal, in Java its name.
  ENUM(TypeKind.TYPE_ENUM, "VARCHAR", "{0}", "{0}"),
  STRUCT(TypeKind.TYPE_STRUCT, "", "{0}", "{0}"),
  RANGE(TypeKind.TYPE_RANGE, "", "{0}", "{0}");

  private static final Map<TypeKind, Kind> BY_TYPE =
      Arrays.stream(values()).collect(Collectors.toMap(k -> k.type, Function.identity()));

  private final TypeKind type;
  final String duckType;
  private final String carried;
  private final String back;

  Kind(TypeKind type, String duckType, String carried, String back) {
    this.type = type;
    this.duckType = duckType;
    this.carried = carried;
    this.back = back;
  }

  static Kind of(Type type) {
    Kind kind = BY_TYPE.get(type.getKind());
    if (kind == null) {
      throw new IllegalArgumentException("No kind for " + type);
    }
    return kind;
  }

  static boolean knows(Type type) {
    return BY_TYPE.containsKey(type.getKind());
  }

  /// What a Java function is given for a value of this type.
  String carried(String sql) {
    return carried.replace("{0}", sql);
  }

  /// The value of this type from what a Java function gave.
  String back(String sql) {
    return back.replace("{0}", sql);
  }

  Object decode(Object carriedValue) {
    return switch (this) {
      case BYTES -> HexFormat.of().parseHex((String) carriedValue);
      case NUMERIC -> new BigDecimal((String) carriedValue);
      case BIGNUMERIC -> BigNumeric.fromSortedText((String) carriedValue);
      case DATE -> LocalDate.ofEpochDay((Long) carriedValue);
      case TIME -> LocalTime.ofNanoOfDay((Long) carriedValue * 1000);
      case DATETIME -> Micros.datetime((Long) carriedValue);
      case INTERVAL -> Interval.fromDuckdb((String) carriedValue);
      case BOOL, INT64, FLOAT64, STRING, TIMESTAMP, JSON, GEOGRAPHY, ENUM, STRUCT, RANGE ->
          carriedValue;
    };
  }

  Object encode(Object value) {
    return switch (this) {
      case BYTES -> HexFormat.of().formatHex((byte[]) value);
      case NUMERIC -> ((BigDecimal) value).toPlainString();
      case BIGNUMERIC -> BigNumeric.toSortedText((BigDecimal) value);
      case DATE -> ((LocalDate) value).toEpochDay();
      case TIME -> ((LocalTime) value).toNanoOfDay() / 1000;
      case DATETIME -> Micros.of((LocalDateTime) value);
      case INTERVAL -> ((Interval) value).toDuckdb();
      case BOOL, INT64, FLOAT64, STRING, TIMESTAMP, JSON, GEOGRAPHY, ENUM, STRUCT, RANGE -> value;
    };
  }

  DuckDBColumnType carrier() {
    return switch (this) {
      case BOOL -> DuckDBColumnType.BOOLEAN;
      case INT64, DATE, TIME, DATETIME, TIMESTAMP -> DuckDBColumnType.BIGINT;
      case FLOAT64 -> DuckDBColumnType.DOUBLE;
      case STRING, BYTES, NUMERIC, BIGNUMERIC, JSON, INTERVAL, GEOGRAPHY, ENUM, STRUCT, RANGE ->
          DuckDBColumnType.VARCHAR;
    };
  }
}
