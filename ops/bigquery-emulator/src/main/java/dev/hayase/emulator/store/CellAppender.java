package dev.hayase.emulator.store;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.row.BigNumeric;
import dev.hayase.emulator.row.Civil;
import dev.hayase.emulator.row.Interval;
import dev.hayase.emulator.row.Range;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// Hands decoded values to DuckDB's appender, each in the column's storage type.
final class CellAppender {
  private CellAppender() {}

  static void append(DuckDBAppender appender, Column column, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (column.mode() == Mode.REPEATED) {
      appender.append(list(column, (List<?>) value));
    } else {
      appendOne(appender, column, value);
    }
  }

  private static void appendOne(DuckDBAppender appender, Column column, Object value)
      throws SQLException {
    switch (column.type()) {
      case BOOL -> appender.append((boolean) (Boolean) value);
      case INT64 -> appender.append((long) (Long) value);
      case FLOAT64 -> appender.append(((Number) value).doubleValue());
      case NUMERIC -> appender.append(decimal(value));
      case STRING, JSON, GEOGRAPHY -> appender.append((String) value);
      case BYTES -> appender.append((byte[]) value);
      case DATE -> appender.appendEpochDays(((Long) value).intValue());
      case DATETIME, TIMESTAMP -> appender.appendEpochMicros((Long) value);
      case TIME -> appender.appendDayMicros((Long) value);
      case BIGNUMERIC -> appender.append(BigNumeric.toSortedText(decimal(value)));
      case INTERVAL -> appender.append(((Interval) value).toDuckdb());
      case RANGE -> {
        Range range = (Range) value;
        appender.beginStruct();
        bound(appender, column, range.start(), -1);
        bound(appender, column, range.end(), 1);
        appender.endStruct();
      }
      case STRUCT -> {
        appender.beginStruct();
        @Nullable Object[] values = (@Nullable Object[]) value;
        for (int i = 0; i < values.length; i++) {
          append(appender, column.fields().get(i), values[i]);
        }
        appender.endStruct();
      }
    }
  }

  /// A writer may still know the column by its narrower type.
  private static BigDecimal decimal(Object value) {
    return value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
  }

  private static List<Object> list(Column column, List<?> values) {
    List<Object> list = new ArrayList<>(values.size());
    for (Object value : values) {
      list.add(element(column, value));
    }
    return list;
  }

  /// What the appender takes inside a list.
  private static Object element(Column column, Object value) {
    return switch (column.type()) {
      case BOOL, INT64, FLOAT64, NUMERIC, STRING, JSON, GEOGRAPHY, BYTES -> value;
      case DATE -> LocalDate.ofEpochDay((Long) value);
      case DATETIME -> Civil.datetime((Long) value);
      case TIMESTAMP -> Civil.datetime((Long) value).atOffset(ZoneOffset.UTC);
      case TIME -> LocalTime.ofNanoOfDay((Long) value * 1000);
      case BIGNUMERIC -> BigNumeric.toSortedText((BigDecimal) value);
      case INTERVAL -> ((Interval) value).toDuckdb();
      case RANGE -> range(column, (Range) value);
      case STRUCT -> struct(column, (@Nullable Object[]) value);
    };
  }

  /// @param sign of the infinity that stands for an unbounded end
  private static void bound(DuckDBAppender appender, Column column, @Nullable Long bound, int sign)
      throws SQLException {
    if (isDates(column)) {
      appender.appendEpochDays(bound == null ? sign * Integer.MAX_VALUE : bound.intValue());
    } else {
      appender.appendEpochMicros(bound == null ? sign * Long.MAX_VALUE : bound);
    }
  }

  private static Map<String, Object> range(Column column, Range range) {
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("start", boundElement(column, range.start(), -1));
    struct.put("end", boundElement(column, range.end(), 1));
    return struct;
  }

  private static Object boundElement(Column column, @Nullable Long bound, int sign) {
    if (isDates(column)) {
      return LocalDate.ofEpochDay(bound == null ? (long) sign * Integer.MAX_VALUE : bound);
    }
    LocalDateTime datetime = Civil.datetime(bound == null ? sign * Long.MAX_VALUE : bound);
    return column.rangeElement().orElseThrow() == ColumnType.TIMESTAMP
        ? datetime.atOffset(ZoneOffset.UTC)
        : datetime;
  }

  private static boolean isDates(Column column) {
    return column.rangeElement().orElseThrow() == ColumnType.DATE;
  }

  private static Map<String, @Nullable Object> struct(Column column, @Nullable Object[] values) {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      Column field = column.fields().get(i);
      Object value = values[i];
      if (value == null) {
        struct.put(field.name(), null);
      } else if (field.mode() == Mode.REPEATED) {
        struct.put(field.name(), list(field, (List<?>) value));
      } else {
        struct.put(field.name(), element(field, value));
      }
    }
    return struct;
  }
}
