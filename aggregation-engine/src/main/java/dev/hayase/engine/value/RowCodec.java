package dev.hayase.engine.value;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of one layout as bytes and back. The bytes sort, unsigned, as BigQuery orders the rows'
/// values from left to right; two rows have the same bytes exactly if BigQuery puts them into one
/// group; and the bytes of a row's first values are a prefix of the row's.
///
/// NULL sorts first and NaN follows it. What is equal comes back as one: `-0.0` as `0.0`, a decimal
/// number without zeros at its end. Thread-safe.
public final class RowCodec {
  private static final long MICROS = 1_000_000;

  private final List<Column> columns;

  public RowCodec(Layout layout) {
    columns = layout.columns();
  }

  public byte[] encode(Row row) {
    OrderedWriter out = new OrderedWriter();
    write(row, out);
    return out.toBytes();
  }

  /// Reads what [#encode] wrote.
  public Row decode(byte[] bytes) {
    return read(new OrderedReader(bytes));
  }

  /// Writes a row among other things.
  public void write(Row row, OrderedWriter out) {
    fields(columns, row, out);
  }

  /// Reads a row among other things.
  public Row read(OrderedReader in) {
    return fields(columns, in);
  }

  /// Writes one value of a column's type.
  public static void write(Column column, @Nullable Object value, OrderedWriter out) {
    if (value == null) {
      out.nothing();
    } else if (column.mode() == Mode.REPEATED) {
      list(column, (List<?>) value, out);
    } else {
      single(column, value, out);
    }
  }

  /// Reads one value of a column's type.
  public static @Nullable Object read(Column column, OrderedReader in) {
    if (in.nothing()) {
      return null;
    }
    return column.mode() == Mode.REPEATED ? list(column, in) : single(column, in);
  }

  private static void fields(List<Column> columns, Row row, OrderedWriter out) {
    for (int i = 0; i < columns.size(); i++) {
      write(columns.get(i), row.get(i), out);
    }
  }

  private static Row fields(List<Column> columns, OrderedReader in) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(columns.get(i), in);
    }
    return new Row(values);
  }

  private static void list(Column column, List<?> values, OrderedWriter out) {
    Column element = column.in(Mode.NULLABLE);
    out.raw(OrderedWriter.PRESENT);
    for (Object value : values) {
      out.raw(OrderedWriter.PRESENT);
      write(element, value, out);
    }
    out.raw(OrderedWriter.END);
  }

  private static List<@Nullable Object> list(Column column, OrderedReader in) {
    Column element = column.in(Mode.NULLABLE);
    List<@Nullable Object> values = new ArrayList<>();
    in.raw();
    while (in.raw() == OrderedWriter.PRESENT) {
      values.add(read(element, in));
    }
    return values;
  }

  private static void single(Column column, Object value, OrderedWriter out) {
    switch (column.type()) {
      case BOOL -> out.bool((Boolean) value);
      case INT64 -> out.integer((Long) value);
      case FLOAT64 -> out.float64((Double) value);
      case NUMERIC, BIGNUMERIC -> out.decimal((BigDecimal) value);
      case STRING, JSON, GEOGRAPHY, INTERVAL -> out.text((String) value);
      case BYTES -> out.bytes(bytes((ByteBuffer) value));
      case DATE -> out.integer(((LocalDate) value).toEpochDay());
      case TIME -> out.integer(((LocalTime) value).toNanoOfDay() / 1000);
      case DATETIME -> out.integer(micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
      case TIMESTAMP -> out.integer(micros((Instant) value));
      case STRUCT -> {
        out.raw(OrderedWriter.PRESENT);
        fields(column.fields(), (Row) value, out);
      }
    }
  }

  private static Object single(Column column, OrderedReader in) {
    return switch (column.type()) {
      case BOOL -> in.bool();
      case INT64 -> in.integer();
      case FLOAT64 -> in.float64();
      case NUMERIC, BIGNUMERIC -> in.decimal();
      case STRING, JSON, GEOGRAPHY, INTERVAL -> in.text();
      case BYTES -> ByteBuffer.wrap(in.bytes()).asReadOnlyBuffer();
      case DATE -> LocalDate.ofEpochDay(in.integer());
      case TIME -> LocalTime.ofNanoOfDay(in.integer() * 1000);
      case DATETIME -> LocalDateTime.ofInstant(instant(in.integer()), ZoneOffset.UTC);
      case TIMESTAMP -> instant(in.integer());
      case STRUCT -> {
        in.raw();
        yield fields(column.fields(), in);
      }
    };
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(value.position(), bytes);
    return bytes;
  }

  /// Microseconds since 1970, as BigQuery's TIMESTAMP counts.
  ///
  /// @throws ArithmeticException some 290,000 years from now
  public static long micros(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
  }

  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
  }
}
