package dev.hayase.records.row;

import dev.hayase.event.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Writes one column: reads the value under the cursor and appends the field, or leaves it out for
/// NULL.
@FunctionalInterface
public interface FieldWriter {

  /// The value is not null.
  void write(JsonCursor json, ProtoBuffer out);

  /// What Debezium writes for a large value that an update left alone. Only the capture can resolve
  /// it.
  byte[] UNRESOLVED = "__debezium_unavailable_value".getBytes(StandardCharsets.US_ASCII);

  /// The writer for a column of this type in BigQuery.
  ///
  /// @param jsonNamesMayRepeat see [JsonText]
  static FieldWriter of(ColumnType type, int number, boolean jsonNamesMayRepeat) {
    int varint = ProtoBuffer.tag(number, ProtoBuffer.VARINT);
    int fixed = ProtoBuffer.tag(number, ProtoBuffer.FIXED64);
    int delimited = ProtoBuffer.tag(number, ProtoBuffer.LENGTH_DELIMITED);
    return switch (type) {
      case BOOL -> (json, out) -> put(out, varint, bool(json) ? 1 : 0);
      case INT64 -> (json, out) -> put(out, varint, int64(json));
      case FLOAT64 ->
          (json, out) -> {
            double value = float64(json);
            out.varint(fixed);
            out.fixed64(Double.doubleToRawLongBits(value));
          };
      case NUMERIC -> decimal(delimited, DecimalText.numeric());
      case BIGNUMERIC -> decimal(delimited, DecimalText.bigNumeric());
      case STRING, GEOGRAPHY, INTERVAL ->
          (json, out) -> {
            string(json);
            out.varint(delimited);
            out.delimited(json.textBuffer(), json.textStart(), json.textEnd());
          };
      case BYTES ->
          (json, out) -> {
            byte[] bytes = bytes(json);
            out.varint(delimited);
            out.delimited(bytes);
          };
      case DATE -> {
        CivilText civil = new CivilText();
        yield (json, out) -> {
          string(json);
          put(out, varint, civil.date(json.textBuffer(), json.textStart(), json.textEnd()));
        };
      }
      case TIME -> {
        CivilText civil = new CivilText();
        yield (json, out) -> {
          string(json);
          put(out, varint, civil.time(json.textBuffer(), json.textStart(), json.textEnd()));
        };
      }
      case DATETIME -> {
        CivilText civil = new CivilText();
        yield (json, out) -> {
          string(json);
          put(out, varint, civil.dateTime(json.textBuffer(), json.textStart(), json.textEnd()));
        };
      }
      case TIMESTAMP -> {
        CivilText civil = new CivilText();
        yield (json, out) -> {
          string(json);
          put(out, varint, civil.timestamp(json.textBuffer(), json.textStart(), json.textEnd()));
        };
      }
      case JSON -> {
        JsonText text = new JsonText(jsonNamesMayRepeat);
        yield (json, out) -> {
          string(json);
          text.check(json.textBuffer(), json.textStart(), json.textEnd());
          out.varint(delimited);
          out.delimited(json.textBuffer(), json.textStart(), json.textEnd());
        };
      }
      case STRUCT -> throw new IllegalArgumentException("A STRUCT has no writer of its own");
    };
  }

  private static void put(ProtoBuffer out, int tag, long value) {
    out.varint(tag);
    out.varint(value);
  }

  private static FieldWriter decimal(int tag, DecimalText decimal) {
    return (json, out) -> {
      if (json.peek() == '"') {
        json.string();
      } else {
        number(json);
      }
      out.varint(tag);
      decimal.write(json.textBuffer(), json.textStart(), json.textEnd(), out);
    };
  }

  private static boolean bool(JsonCursor json) {
    byte next = json.peek();
    if (next != 't' && next != 'f') {
      throw new Unfit("is neither true nor false");
    }
    return json.bool();
  }

  private static long int64(JsonCursor json) {
    number(json);
    return IntegerText.digits(json);
  }

  /// Reads a number, and refuses what is none.
  static void number(JsonCursor json) {
    byte next = json.peek();
    if (next != '-' && (next < '0' || next > '9')) {
      throw new Unfit("is no number");
    }
    json.number();
  }

  private static double float64(JsonCursor json) {
    if (json.peek() == '"') {
      json.string();
      return FloatText.word(json.textBuffer(), json.textStart(), json.textEnd());
    }
    number(json);
    return FloatText.number(json.textBuffer(), json.textStart(), json.textEnd());
  }

  private static void string(JsonCursor json) {
    if (json.peek() != '"') {
      throw new Unfit("is not the JSON string it should be");
    }
    json.string();
    if (json.textIs(UNRESOLVED)) {
      throw new Unfit("is missing: the capture did not resolve an unchanged TOAST value");
    }
  }

  private static byte[] bytes(JsonCursor json) {
    string(json);
    byte[] bytes;
    try {
      bytes =
          Base64.getDecoder()
              .decode(Arrays.copyOfRange(json.textBuffer(), json.textStart(), json.textEnd()));
    } catch (IllegalArgumentException e) {
      throw new Unfit("is not base64");
    }
    if (Arrays.equals(bytes, UNRESOLVED)) {
      throw new Unfit("is missing: the capture did not resolve an unchanged TOAST value");
    }
    return bytes;
  }
}
