package dev.hayase.emulator.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.row.BigNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values as `{"v": ...}`: everything is a string but NULL, arrays and structs.
final class Encode {
  private static final OffsetDateTime EPOCH = OffsetDateTime.parse("1970-01-01T00:00:00Z");

  private Encode() {}

  static JsonObject row(
      List<DataType.Field> columns, @Nullable Object[] values, TimestampFormat timestamps) {
    JsonArray cells = new JsonArray();
    for (int i = 0; i < values.length; i++) {
      cells.add(cell(columns.get(i).type(), values[i], timestamps));
    }
    JsonObject row = new JsonObject();
    row.add("f", cells);
    return row;
  }

  private static JsonObject cell(
      DataType type, @Nullable Object value, TimestampFormat timestamps) {
    JsonElement content;
    if (type.repeated()) {
      JsonArray elements = new JsonArray();
      if (value instanceof List<?> list) {
        list.forEach(element -> elements.add(cell(type.element(), element, timestamps)));
      }
      content = elements;
    } else if (value == null) {
      content = JsonNull.INSTANCE;
    } else if (type.type() == ColumnType.STRUCT) {
      content = row(type.fields(), (@Nullable Object[]) value, timestamps);
    } else if (type.type() == ColumnType.RANGE) {
      content = new JsonPrimitive(range((@Nullable Object[]) value, timestamps));
    } else {
      content = new JsonPrimitive(text(value, timestamps));
    }
    JsonObject cell = new JsonObject();
    cell.add("v", content);
    return cell;
  }

  /// `[2024-01-01, UNBOUNDED)`, as the documentation of the range functions writes them.
  private static String range(@Nullable Object[] bounds, TimestampFormat timestamps) {
    return "[" + bound(bounds[0], timestamps) + ", " + bound(bounds[1], timestamps) + ")";
  }

  private static String bound(@Nullable Object bound, TimestampFormat timestamps) {
    return bound == null ? "UNBOUNDED" : text(bound, timestamps);
  }

  private static String text(Object value, TimestampFormat timestamps) {
    return switch (value) {
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case BigDecimal decimal -> decimal(decimal);
      case OffsetDateTime timestamp -> {
        long micros = ChronoUnit.MICROS.between(EPOCH, timestamp);
        yield switch (timestamps) {
          case FLOAT64 -> seconds(micros);
          case INT64 -> Long.toString(micros);
          case ISO8601_STRING -> iso(timestamp.toLocalDateTime());
        };
      }
      case LocalDate date -> date(date);
      case LocalTime time -> time(time);
      case LocalDateTime datetime ->
          date(datetime.toLocalDate()) + "T" + time(datetime.toLocalTime());
      default -> value.toString();
    };
  }

  /// Trailing zeros go, and what a product has beyond NUMERIC's nine digits is rounded.
  private static String decimal(BigDecimal value) {
    BigDecimal rounded =
        value.scale() > 9 && value.scale() != BigNumeric.SCALE
            ? value.setScale(9, RoundingMode.HALF_UP)
            : value;
    BigDecimal plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    return plain.toPlainString();
  }

  /// `1.704067200123456E9`: written like a double, but exact.
  static String seconds(long micros) {
    if (micros == 0) {
      return "0.0";
    }
    BigDecimal seconds = new BigDecimal(BigInteger.valueOf(micros), 6).stripTrailingZeros();
    String digits = seconds.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - seconds.scale();
    if (exponent >= -3 && exponent < 7) {
      String plain = seconds.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String fraction = digits.length() > 1 ? digits.substring(1) : "0";
    return (micros < 0 ? "-" : "") + digits.charAt(0) + "." + fraction + "E" + exponent;
  }

  private static String iso(LocalDateTime utc) {
    return date(utc.toLocalDate())
        + String.format(
            Locale.ROOT,
            "T%02d:%02d:%02d.%06dZ",
            utc.getHour(),
            utc.getMinute(),
            utc.getSecond(),
            utc.getNano() / 1000);
  }

  private static String date(LocalDate date) {
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  private static String time(LocalTime time) {
    String seconds =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    int micros = time.getNano() / 1000;
    return micros == 0 ? seconds : seconds + String.format(Locale.ROOT, ".%06d", micros);
  }
}
