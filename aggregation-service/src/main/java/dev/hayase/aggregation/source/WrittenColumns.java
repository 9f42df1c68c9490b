package dev.hayase.aggregation.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some columns of the rows that the loader would write, out of the rows' messages: so a value is
/// here exactly what BigQuery has.
final class WrittenColumns {
  private static final int MICROS_BITS = 20;

  private final Map<Integer, Field> byNumber = new HashMap<>();
  private final @Nullable Object[] empty;

  /// @param wanted the columns that are read, in their order; those that are not written are NULL
  /// @param source the columns of the rows' schema
  /// @param shape the columns of the rows' message
  WrittenColumns(List<Column> wanted, List<Column> source, List<ShapeColumn> shape) {
    Map<String, String> names = BigQueryName.columns(source.stream().map(Column::name).toList());
    empty = new @Nullable Object[wanted.size()];
    for (int i = 0; i < empty.length; i++) {
      Column column = wanted.get(i);
      int slot = i;
      empty[i] = column.mode() == Mode.REPEATED ? List.of() : null;
      String name = names.getOrDefault(column.name(), column.name());
      List<Column> fields =
          source.stream()
              .filter(each -> each.name().equals(column.name()))
              .findFirst()
              .map(Column::fields)
              .orElse(List.of());
      shape.stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .ifPresent(each ->
              byNumber.put(
                  each.number(),
                  new Field(
                      slot,
                      column.type(),
                      column.mode() == Mode.REPEATED,
                      new WrittenColumns(column.fields(), fields, each.fields()))));
    }
  }

  /// @param fields of a STRUCT
  private record Field(int slot, ColumnType type, boolean repeated, WrittenColumns fields) {}

  Row read(byte[] message) {
    return read(new MessageCursor(message, 0, message.length));
  }

  private Row read(MessageCursor message) {
    @Nullable Object[] values = empty.clone();
    while (message.next()) {
      Field field = byNumber.get(message.number());
      if (field == null) {
        message.skip();
      } else if (field.repeated) {
        values[field.slot] = appended(values[field.slot], value(field, message));
      } else {
        values[field.slot] = value(field, message);
      }
    }
    return new Row(values);
  }

  private static List<Object> appended(@Nullable Object before, Object value) {
    List<Object> list = new ArrayList<>();
    if (before instanceof List<?> elements) {
      list.addAll(elements);
    }
    list.add(value);
    return list;
  }

  private static Object value(Field field, MessageCursor message) {
    return switch (field.type) {
      case BOOL -> message.varint() != 0;
      case INT64 -> message.varint();
      case FLOAT64 -> Double.longBitsToDouble(message.fixed64());
      case NUMERIC, BIGNUMERIC -> decimal(text(message));
      case STRING, GEOGRAPHY, INTERVAL, JSON -> text(message);
      case BYTES -> bytes(message);
      case DATE -> LocalDate.ofEpochDay(message.varint());
      case TIME -> time(message.varint());
      case DATETIME -> dateTime(message.varint());
      case TIMESTAMP -> RowCodec.instant(message.varint());
      case STRUCT -> {
        int length = message.length();
        int from = message.position();
        message.skip(length);
        yield field.fields.read(new MessageCursor(message.bytes(), from, from + length));
      }
    };
  }

  private static String text(MessageCursor message) {
    int length = message.length();
    int from = message.position();
    message.skip(length);
    return new String(message.bytes(), from, length, UTF_8);
  }

  private static ByteBuffer bytes(MessageCursor message) {
    int length = message.length();
    int from = message.position();
    message.skip(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(message.bytes(), from, from + length))
        .asReadOnlyBuffer();
  }

  /// As rows keep it: without zeros at its end.
  private static BigDecimal decimal(String text) {
    BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /// Packed as BigQuery's wire format has it: hour, minute, second, microsecond.
  private static LocalTime time(long packed) {
    int seconds = (int) (packed >>> MICROS_BITS);
    long micros = packed & ((1L << MICROS_BITS) - 1);
    return LocalTime.of(
        seconds >>> 12 & 0x1F, seconds >>> 6 & 0x3F, seconds & 0x3F, (int) micros * 1000);
  }

  /// The same behind year, month and day.
  private static LocalDateTime dateTime(long packed) {
    int date = (int) (packed >>> (MICROS_BITS + 17));
    LocalTime time = time(packed & ((1L << (MICROS_BITS + 17)) - 1));
    return LocalDateTime.of(LocalDate.of(date >>> 9, date >>> 5 & 0xF, date & 0x1F), time);
  }
}
