package dev.hayase.records.row;

import dev.hayase.event.schema.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// Holds values to the length, or the precision and scale, that their column declares. The loader's
/// tables have no limits of their own, and nobody else checks what other producers send.
final class LimitedValue {
  private LimitedValue() {}

  /// The writer, with the column's limits if it has any.
  static FieldWriter of(Column column, FieldWriter writer) {
    OptionalLong length = column.maxLength();
    if (length.isPresent()) {
      return switch (column.type()) {
        case STRING -> text(writer, length.getAsLong());
        case BYTES -> bytes(writer, length.getAsLong());
        case BOOL,
            INT64,
            FLOAT64,
            NUMERIC,
            BIGNUMERIC,
            DATE,
            TIME,
            DATETIME,
            TIMESTAMP,
            INTERVAL,
            JSON,
            GEOGRAPHY,
            STRUCT ->
            writer;
      };
    }
    return column.precision().isPresent()
        ? decimal(writer, column.precision().getAsInt(), column.scale().orElse(0))
        : writer;
  }

  private static FieldWriter text(FieldWriter writer, long most) {
    return (json, out) -> {
      writer.write(json, out);
      byte[] text = json.textBuffer();
      long characters = 0;
      for (int i = json.textStart(); i < json.textEnd(); i++) {
        characters += (text[i] & 0xC0) == 0x80 ? 0 : 1;
      }
      if (characters > most) {
        throw new Unfit("is longer than the " + most + " characters of its column");
      }
    };
  }

  private static FieldWriter bytes(FieldWriter writer, long most) {
    return (json, out) -> {
      writer.write(json, out);
      byte[] base64 = json.textBuffer();
      int end = json.textEnd();
      while (end > json.textStart() && base64[end - 1] == '=') {
        end--;
      }
      if ((end - json.textStart()) * 3L / 4 > most) {
        throw new Unfit("is longer than the " + most + " bytes of its column");
      }
    };
  }

  private static FieldWriter decimal(FieldWriter writer, int precision, int scale) {
    return (json, out) -> {
      writer.write(json, out);
      if (!fits(json.textBuffer(), json.textStart(), json.textEnd(), precision - scale, scale)) {
        throw new Unfit(
            "has more than the %d digits of its column, %d of them after the point"
                .formatted(precision, scale));
      }
    };
  }

  /// Counts the digits that are no padding.
  private static boolean fits(byte[] text, int from, int to, int before, int after) {
    int digits = 0;
    int fraction = 0;
    int significantFraction = 0;
    boolean point = false;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == 'e' || b == 'E') {
        return fitsWithExponent(text, from, to, before, after);
      } else if (b == '.') {
        point = true;
      } else if (b >= '0' && b <= '9' && point) {
        fraction++;
        significantFraction = b == '0' ? significantFraction : fraction;
      } else if (b >= '0' && b <= '9' && (digits > 0 || b != '0')) {
        digits++;
      }
    }
    return digits <= before && significantFraction <= after;
  }

  private static boolean fitsWithExponent(byte[] text, int from, int to, int before, int after) {
    BigDecimal value =
        new BigDecimal(new String(text, from, to - from, StandardCharsets.US_ASCII))
            .stripTrailingZeros();
    return value.signum() == 0
        || (value.scale() <= after && value.precision() - value.scale() <= before);
  }
}
