package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.row.BigNumeric;
import dev.hayase.emulator.row.Interval;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes values out of DuckDB's result, as plain Java values that outlive it.
final class Fetch {
  private Fetch() {}

  static @Nullable Object value(ResultSet result, int index, DataType type) throws SQLException {
    if (!type.repeated() && type.type() == ColumnType.DATETIME) {
      return result.getObject(index, LocalDateTime.class);
    }
    return plain(result.getObject(index), type);
  }

  private static @Nullable Object plain(@Nullable Object value, DataType type) throws SQLException {
    if (type.repeated()) {
      List<Object> list = new ArrayList<>();
      if (value instanceof Array array) {
        for (Object element : (Object[]) array.getArray()) {
          Object plain = plain(element, type.element());
          if (plain == null) {
            throw BigQueryException.invalidQuery(
                "Array cannot have a null element; error in writing field");
          }
          list.add(plain);
        }
      }
      return list;
    }
    if (value == null) {
      return null;
    }
    return switch (type.type()) {
      case STRUCT -> struct((Struct) value, type);
      case BIGNUMERIC -> {
        Object text = unmarked(value);
        yield text == null ? null : BigNumeric.fromSortedText(text.toString());
      }
      case GEOGRAPHY -> unmarked(value);
      case INTERVAL -> Interval.fromDuckdb(value.toString());
      case RANGE -> range((Struct) value);
      case BYTES -> bytes(value);
      case INT64 -> integer(value);
      case FLOAT64 -> ((Number) value).doubleValue();
      case DATETIME -> value instanceof Timestamp stamp ? stamp.toLocalDateTime() : value;
      case JSON -> value.toString();
      case BOOL, NUMERIC, STRING, DATE, TIME, TIMESTAMP -> value;
    };
  }

  private static @Nullable Object unmarked(Object value) throws SQLException {
    return value instanceof Struct struct ? struct.getAttributes()[0] : value;
  }

  /// Start and end; null where the range is unbounded.
  private static @Nullable Object[] range(Struct struct) throws SQLException {
    @Nullable Object[] bounds = struct.getAttributes();
    for (int i = 0; i < bounds.length; i++) {
      Object bound = bounds[i] instanceof Timestamp stamp ? stamp.toLocalDateTime() : bounds[i];
      int year = bound instanceof Temporal temporal ? temporal.get(ChronoField.YEAR) : 0;
      bounds[i] = year < 1 || year > 9999 ? null : bound;
    }
    return bounds;
  }

  private static @Nullable Object[] struct(Struct struct, DataType type) throws SQLException {
    Object[] attributes = struct.getAttributes();
    @Nullable Object[] values = new @Nullable Object[attributes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = plain(attributes[i], type.fields().get(i).type());
    }
    return values;
  }

  private static Long integer(Object value) {
    if (value instanceof BigInteger big) {
      if (big.bitLength() > 63) {
        throw BigQueryException.invalidQuery("int64 overflow: " + big);
      }
      return big.longValueExact();
    }
    return ((Number) value).longValue();
  }

  private static byte[] bytes(Object value) throws SQLException {
    return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : (byte[]) value;
  }
}
