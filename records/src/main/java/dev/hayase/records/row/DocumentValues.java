package dev.hayase.records.row;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Values as other producers write them in plain JSON: what Hayase's own records have
/// ([FieldWriter#of]), and beside it the forms that mean the same and cannot be mistaken.
///
/// - Numbers and booleans may be strings, since JavaScript holds no integer of 64 bits.
/// - An INT64 may be written as any number that is one: `1.0`, `1e3`.
/// - An integer is a TIMESTAMP only if the topic's settings say of which unit.
/// - A JSON column takes the value as it stands, and a string is then a JSON string.
/// - The lengths and precisions that columns declare are kept ([LimitedValue]).
///
/// @param integerTimes what an integer means where a TIMESTAMP belongs
public record DocumentValues(IntegerTimes integerTimes) implements ValueWriters {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  @Override
  public FieldWriter of(Column source, ColumnType type, int number) {
    return LimitedValue.of(source, unlimited(type, number));
  }

  private FieldWriter unlimited(ColumnType type, int number) {
    int varint = ProtoBuffer.tag(number, ProtoBuffer.VARINT);
    int fixed = ProtoBuffer.tag(number, ProtoBuffer.FIXED64);
    FieldWriter plain = type == ColumnType.JSON ? json(number) : FieldWriter.of(type, number, true);
    return switch (type) {
      case BOOL -> (json, out) -> put(out, varint, bool(json) ? 1 : 0);
      case INT64 -> (json, out) -> put(out, varint, int64(json));
      case FLOAT64 ->
          (json, out) -> {
            double value = float64(json);
            out.varint(fixed);
            out.fixed64(Double.doubleToRawLongBits(value));
          };
      case TIMESTAMP ->
          (json, out) -> {
            if (json.peek() == '"') {
              plain.write(json, out);
            } else {
              put(out, varint, integerTimes.micros(int64(json)));
            }
          };
      case NUMERIC, BIGNUMERIC, STRING, BYTES, DATE, TIME, DATETIME, INTERVAL, GEOGRAPHY, JSON ->
          plain;
      case STRUCT -> throw new IllegalArgumentException("A STRUCT has no writer of its own");
    };
  }

  /// Writes any value as the text that it has.
  public static FieldWriter json(ShapeColumn column) {
    return json(column.number());
  }

  private static FieldWriter json(int number) {
    int tag = ProtoBuffer.tag(number, ProtoBuffer.LENGTH_DELIMITED);
    JsonText text = new JsonText(true);
    return (json, out) -> {
      json.peek();
      int from = json.position();
      text.check(json);
      out.varint(tag);
      out.delimited(json.document(), from, json.position());
    };
  }

  private static void put(ProtoBuffer out, int tag, long value) {
    out.varint(tag);
    out.varint(value);
  }

  private static boolean bool(JsonCursor json) {
    switch (json.peek()) {
      case 't', 'f' -> {
        return json.bool();
      }
      case '"' -> {
        json.string();
        boolean yes = json.textIs(TRUE);
        if (yes || json.textIs(FALSE)) {
          return yes;
        }
      }
      default -> {}
    }
    throw new Unfit("is neither true nor false");
  }

  private static long int64(JsonCursor json) {
    byte next = json.peek();
    if (next == '"') {
      json.string();
      return IntegerText.digits(json.textBuffer(), json.textStart(), json.textEnd());
    }
    FieldWriter.number(json);
    return IntegerText.number(json);
  }

  private static double float64(JsonCursor json) {
    byte next = json.peek();
    if (next == '"') {
      json.string();
      if (!numberBegins(json)) {
        return FloatText.word(json.textBuffer(), json.textStart(), json.textEnd());
      }
      byte[] text = Arrays.copyOfRange(json.textBuffer(), json.textStart(), json.textEnd());
      JsonCursor inner = new JsonCursor();
      inner.reset(text);
      double value = float64(inner);
      inner.expectEnd();
      return value;
    }
    FieldWriter.number(json);
    return FloatText.number(json.textBuffer(), json.textStart(), json.textEnd());
  }

  private static boolean numberBegins(JsonCursor json) {
    int at = json.textStart();
    byte[] text = json.textBuffer();
    if (at < json.textEnd() && text[at] == '-') {
      at++;
    }
    return at < json.textEnd() && text[at] >= '0' && text[at] <= '9';
  }
}
