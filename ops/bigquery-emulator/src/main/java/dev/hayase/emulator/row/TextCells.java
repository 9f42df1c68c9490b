package dev.hayase.emulator.row;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Scalars as CSV and JSON write them, in the formats of
/// https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-csv#data_types and
/// https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-json#details_of_loading_json_data.
public final class TextCells {
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})"
              + "(?:[Tt ](\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,12}))?)?)?"
              + "(?:\\s*(UTC|[Zz]|[+-]\\d{1,2}(?::?\\d{2})?|[A-Za-z]+/[A-Za-z_/]+))?");
  private static final Pattern RANGE = Pattern.compile("\\[(.*), ?(.*)\\)");
  private static final Pattern EPOCH = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");

  private TextCells() {}

  /// @param text never a null marker
  /// @throws RowProblem in the words of the Storage Write API
  public static Object parse(String text, Column column, String path) throws RowProblem {
    return switch (column.type()) {
      case BOOL -> bool(text, path);
      case INT64 -> integer(text, path);
      case FLOAT64 -> floating(text, path);
      case BYTES -> Cells.convert(base64(text, path), column, path);
      case TIMESTAMP -> Cells.convert(timestamp(text, path), column, path);
      case DATE -> Cells.convert(text.trim(), column, path);
      case DATETIME -> Cells.convert(text.trim().replaceFirst("[Zz]$", ""), column, path);
      case NUMERIC, BIGNUMERIC, STRING, TIME, JSON, GEOGRAPHY, INTERVAL ->
          Cells.convert(text, column, path);
      case RANGE -> range(text, column, path);
      case STRUCT -> throw new RowProblem("This field: " + path + " is not a record.");
    };
  }

  /// A JSON scalar for a column of a scalar type; strings are read as text is.
  public static Object parse(JsonElement json, Column column, String path) throws RowProblem {
    if (json instanceof JsonPrimitive primitive && !primitive.isString()) {
      String text = primitive.getAsString();
      return switch (column.type()) {
        case JSON -> Cells.convert(json.toString(), column, path);
        case STRING -> Cells.convert(text, column, path);
        case INT64 -> wholeNumber(text, path);
        default -> parse(text, column, path);
      };
    }
    if (column.type() == ColumnType.RANGE && json instanceof JsonObject range) {
      return range(column, path, member(range, "start"), member(range, "end"));
    }
    return parse(json.isJsonPrimitive() ? json.getAsString() : json.toString(), column, path);
  }

  /// `[start, end)`, where either may be UNBOUNDED.
  private static @Nullable Long[] range(String text, Column column, String path) throws RowProblem {
    Matcher matcher = RANGE.matcher(text.trim());
    if (!matcher.matches()) {
      throw new RowProblem("Invalid RANGE value: " + text + " on field " + path + ".");
    }
    return range(column, path, matcher.group(1), matcher.group(2));
  }

  private static @Nullable Long[] range(Column column, String path, String start, String end)
      throws RowProblem {
    Column element = column.rangeElementColumn();
    return new @Nullable Long[] {bound(start, element, path), bound(end, element, path)};
  }

  private static @Nullable Long bound(String text, Column element, String path) throws RowProblem {
    boolean unbounded = text.isEmpty() || text.equals("UNBOUNDED") || text.equals("NULL");
    return unbounded ? null : (Long) parse(text, element, path);
  }

  private static String member(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? "" : value.getAsString();
  }

  private static Boolean bool(String text, String path) throws RowProblem {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1" -> true;
      case "false", "f", "no", "n", "0" -> false;
      default -> throw new RowProblem("Invalid BOOL value: " + text + " on field " + path + ".");
    };
  }

  private static Long integer(String text, String path) throws RowProblem {
    String trimmed = text.trim();
    if (INTEGER.matcher(trimmed).matches()) {
      try {
        return Long.parseLong(trimmed);
      } catch (NumberFormatException _) {
        // nineteen digits can be too many
      }
    }
    throw new RowProblem("Invalid INT64 value: " + text + " on field " + path + ".");
  }

  /// JSON knows no integers: `1.0` and `1e3` are as whole as `1`.
  private static Long wholeNumber(String text, String path) throws RowProblem {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - (long) number.scale() <= 20) {
        return number.longValueExact();
      }
    } catch (NumberFormatException | ArithmeticException _) {
      // refused below
    }
    throw new RowProblem("Invalid INT64 value: " + text + " on field " + path + ".");
  }

  private static Double floating(String text, String path) throws RowProblem {
    String trimmed = text.trim();
    return switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> number(trimmed, path);
    };
  }

  private static Double number(String text, String path) throws RowProblem {
    boolean javaOnly = text.isEmpty() || "dDfFpPxX".indexOf(text.charAt(text.length() - 1)) >= 0;
    try {
      if (!javaOnly) {
        return Double.parseDouble(text);
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new RowProblem("Invalid FLOAT64 value: " + text + " on field " + path + ".");
  }

  private static Object base64(String text, String path) throws RowProblem {
    try {
      return ByteString.copyFrom(
          Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/')));
    } catch (IllegalArgumentException notBase64) {
      throw new RowProblem("Invalid BYTES value: not base64 on field " + path + ".");
    }
  }

  /// A civil time with an optional zone, or seconds since 1970.
  private static Long timestamp(String text, String path) throws RowProblem {
    String trimmed = text.trim();
    try {
      if (EPOCH.matcher(trimmed).matches()) {
        return new BigDecimal(trimmed)
            .movePointRight(6)
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
      }
      Matcher matcher = TIMESTAMP.matcher(trimmed);
      if (matcher.matches()) {
        return instant(matcher);
      }
    } catch (DateTimeException | ArithmeticException _) {
      // refused below
    }
    throw new RowProblem("Invalid timestamp: '" + text + "' on field " + path + ".");
  }

  private static long instant(Matcher matcher) {
    LocalDate date =
        LocalDate.of(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)));
    LocalTime time = LocalTime.MIDNIGHT;
    if (matcher.group(4) != null) {
      String fraction = matcher.group(7) == null ? "" : matcher.group(7);
      time =
          LocalTime.of(
              Integer.parseInt(matcher.group(4)),
              Integer.parseInt(matcher.group(5)),
              matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6)),
              Integer.parseInt((fraction + "000000").substring(0, 6)) * 1000);
    }
    LocalDateTime civil = date.atTime(time);
    ZoneOffset offset = zone(matcher.group(8)).getRules().getOffset(civil);
    return Civil.micros(civil) - offset.getTotalSeconds() * 1_000_000L;
  }

  private static ZoneId zone(@Nullable String name) {
    if (name == null || name.equalsIgnoreCase("Z") || name.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    Matcher offset = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?").matcher(name);
    if (!offset.matches()) {
      return ZoneId.of(name);
    }
    int sign = offset.group(1).equals("-") ? -1 : 1;
    int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
    return ZoneOffset.ofHoursMinutes(sign * Integer.parseInt(offset.group(2)), sign * minutes);
  }
}
