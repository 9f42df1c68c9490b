package dev.hayase.emulator.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// One scalar of the wire becomes one value of a column, or is refused.
///
/// The values: [Boolean]; [Long] for INT64, epoch days, and micros of the day or of the epoch;
/// [Double]; [BigDecimal]; [String]; `byte[]`; [Interval]; [Range].
final class Cells {
  private static final Set<FieldDescriptor.Type> INTEGERS =
      EnumSet.of(
          FieldDescriptor.Type.INT32,
          FieldDescriptor.Type.INT64,
          FieldDescriptor.Type.UINT32,
          FieldDescriptor.Type.SINT32,
          FieldDescriptor.Type.SINT64,
          FieldDescriptor.Type.FIXED32,
          FieldDescriptor.Type.SFIXED32,
          FieldDescriptor.Type.SFIXED64);
  private static final Set<FieldDescriptor.Type> UNSIGNED_64 =
      EnumSet.of(FieldDescriptor.Type.UINT64, FieldDescriptor.Type.FIXED64);
  private static final Set<FieldDescriptor.Type> FLOATS =
      EnumSet.of(FieldDescriptor.Type.DOUBLE, FieldDescriptor.Type.FLOAT);

  private Cells() {}

  /// Whether Google's "Supported protocol buffer and Arrow data types" pairs the two; the other
  /// spellings of an integer (`sint64`, `fixed32`) count as the integer.
  static boolean accepts(ColumnType type, FieldDescriptor.Type wire) {
    boolean integer = INTEGERS.contains(wire);
    boolean string = wire == FieldDescriptor.Type.STRING;
    return switch (type) {
      case BOOL -> integer || wire == FieldDescriptor.Type.BOOL || UNSIGNED_64.contains(wire);
      case INT64 -> integer || wire == FieldDescriptor.Type.ENUM;
      case FLOAT64 -> FLOATS.contains(wire);
      case NUMERIC, BIGNUMERIC ->
          integer
              || string
              || wire == FieldDescriptor.Type.BYTES
              || FLOATS.contains(wire)
              || UNSIGNED_64.contains(wire);
      case STRING -> string || wire == FieldDescriptor.Type.ENUM;
      case BYTES -> string || wire == FieldDescriptor.Type.BYTES;
      case DATE ->
          string || wire == FieldDescriptor.Type.INT32 || wire == FieldDescriptor.Type.INT64;
      case DATETIME, TIME -> string || wire == FieldDescriptor.Type.INT64;
      case TIMESTAMP ->
          wire == FieldDescriptor.Type.INT64
              || wire == FieldDescriptor.Type.INT32
              || wire == FieldDescriptor.Type.UINT32;
      case JSON, GEOGRAPHY, INTERVAL -> string;
      case RANGE, STRUCT -> false;
    };
  }

  /// @param raw what [Wire] read of a type that the column accepts
  static Object convert(Object raw, Column column, String path) throws RowProblem {
    return switch (column.type()) {
      case BOOL ->
          switch (raw) {
            case Long number -> number != 0;
            case BigDecimal _ -> true;
            default -> raw;
          };
      case INT64 -> raw instanceof EnumValueDescriptor value ? (long) value.getNumber() : raw;
      case FLOAT64 -> raw;
      case NUMERIC, BIGNUMERIC -> decimal(raw, column, path);
      case STRING ->
          string(
              raw instanceof EnumValueDescriptor value ? value.getName() : (String) raw,
              column,
              path);
      case BYTES -> bytes(raw, column, path);
      case DATE -> day(raw, path);
      case DATETIME -> civil(raw, "Datetime", path);
      case TIME -> civil(raw, "Time", path);
      case TIMESTAMP -> timestamp((Long) raw, path);
      case JSON -> json((String) raw, path);
      case GEOGRAPHY -> geography((String) raw, path);
      case INTERVAL -> interval((String) raw, path);
      case RANGE, STRUCT -> throw new IllegalStateException(path + " is not a scalar");
    };
  }

  private static BigDecimal decimal(Object raw, Column column, String path) throws RowProblem {
    return switch (raw) {
      case Long number -> Decimals.fit(BigDecimal.valueOf(number), column, path);
      case BigDecimal number -> Decimals.fit(number, column, path);
      case Double number -> Decimals.fromDouble(number, column, path);
      case ByteString bytes -> Decimals.fromBytes(bytes.toByteArray(), column, path);
      default -> Decimals.fromText(raw.toString(), column, path);
    };
  }

  private static String string(String text, Column column, String path) throws RowProblem {
    if (column.maxLength().isPresent()) {
      requireLength(text.codePointCount(0, text.length()), column, path);
    }
    return text;
  }

  private static byte[] bytes(Object raw, Column column, String path) throws RowProblem {
    byte[] bytes =
        raw instanceof ByteString string
            ? string.toByteArray()
            : raw.toString().getBytes(StandardCharsets.UTF_8);
    requireLength(bytes.length, column, path);
    return bytes;
  }

  /// The words are those of Google's integration test `testRowErrors`
  /// (ITBigQueryStorageWriteClientTest in googleapis/java-bigquerystorage).
  private static void requireLength(int length, Column column, String path) throws RowProblem {
    if (column.maxLength().isPresent() && length > column.maxLength().getAsLong()) {
      long limit = column.maxLength().getAsLong();
      throw new RowProblem(
          "Field "
              + path
              + ": "
              + column.type()
              + "("
              + limit
              + ") has maximum length "
              + limit
              + " but got a value with length "
              + length
              + " on field "
              + path
              + ".");
    }
  }

  private static Long day(Object raw, String path) throws RowProblem {
    try {
      long day = raw instanceof Long number ? number : Civil.day(raw.toString());
      if (day >= Civil.MIN_DAY && day <= Civil.MAX_DAY) {
        return day;
      }
    } catch (DateTimeException _) {
      throw new RowProblem("Invalid date: '" + raw + "' on field " + path + ".");
    }
    throw new RowProblem("Date field value is out of range: " + raw + " on field " + path + ".");
  }

  private static Long civil(Object raw, String kind, String path) throws RowProblem {
    boolean time = kind.equals("Time");
    try {
      if (raw instanceof Long packed) {
        return time ? Civil.unpackTime(packed) : Civil.unpackDatetime(packed);
      }
      return time ? Civil.time(raw.toString()) : Civil.datetime(raw.toString());
    } catch (DateTimeException _) {
      throw new RowProblem(
          raw instanceof Long
              ? kind + " field value is out of range: " + raw + " on field " + path + "."
              : "Invalid "
                  + kind.toLowerCase(Locale.ROOT)
                  + " string \""
                  + raw
                  + "\" on field "
                  + path
                  + ".");
    }
  }

  private static Long timestamp(Long micros, String path) throws RowProblem {
    if (micros < Civil.MIN_MICROS || micros > Civil.MAX_MICROS) {
      throw new RowProblem(
          "Timestamp field value is out of range: " + micros + " on field " + path + ".");
    }
    return micros;
  }

  private static String json(String text, String path) throws RowProblem {
    try {
      return JsonText.normalized(text);
    } catch (IllegalArgumentException malformed) {
      throw new RowProblem("Invalid JSON on field " + path + ": " + malformed.getMessage());
    }
  }

  private static String geography(String text, String path) throws RowProblem {
    try {
      return Geography.canonical(text);
    } catch (IllegalArgumentException malformed) {
      throw new RowProblem("Invalid GEOGRAPHY on field " + path + ": " + malformed.getMessage());
    }
  }

  private static Interval interval(String text, String path) throws RowProblem {
    try {
      return IntervalText.parse(text);
    } catch (DateTimeException _) {
      throw new RowProblem("Invalid INTERVAL value '" + text + "' on field " + path + ".");
    }
  }
}
