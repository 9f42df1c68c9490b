package dev.hayase.loader.avro;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// Reads values of one Avro schema and writes each as the JSON that Connect would have written.
/// Compiled once for each schema.
@FunctionalInterface
interface AvroValue {
  void write(AvroBytes in, ConnectText out);

  /// An array's block may claim elements that take no bytes at all; so many are believed.
  int MOST_EMPTY_ELEMENTS = 65_536;

  byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /// Compiles.
  static AvroValue of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> (in, out) -> out.plain(NULL);
      case BOOLEAN -> (in, out) -> out.plain(in.bool() ? "true" : "false");
      case INT, LONG -> (in, out) -> out.number(in.varint());
      case FLOAT ->
          (in, out) -> {
            float value = in.float32();
            out.number(value, Float.toString(value));
          };
      case DOUBLE ->
          (in, out) -> {
            double value = in.float64();
            out.number(value, Double.toString(value));
          };
      case STRING ->
          (in, out) -> {
            int length = in.length();
            int from = in.skip(length);
            out.string(in.buffer(), from, from + length);
          };
      case BYTES ->
          (in, out) -> {
            int length = in.length();
            int from = in.skip(length);
            out.base64(in.buffer(), from, from + length);
          };
      case FIXED -> fixed(schema);
      case ENUM -> symbol(schema);
      case ARRAY -> array(of(schema.getElementType()));
      case MAP -> map(of(schema.getValueType()));
      case UNION -> AvroUnion.value(schema);
      case RECORD -> record(schema);
    };
  }

  private static AvroValue fixed(Schema schema) {
    int size = schema.getFixedSize();
    LogicalType meaning = schema.getLogicalType();
    if (meaning instanceof LogicalTypes.Duration) {
      return (in, out) -> {
        long months = in.littleEndian(4);
        long days = in.littleEndian(4);
        Duration time = Duration.ofMillis(in.littleEndian(4));
        out.put('"');
        out.plain(
            "P" + months + "M" + days + "D" + (time.isZero() ? "" : time.toString().substring(1)));
        out.put('"');
      };
    }
    if (meaning instanceof LogicalTypes.Uuid) {
      return (in, out) -> {
        long high = Long.reverseBytes(in.littleEndian(8));
        long low = Long.reverseBytes(in.littleEndian(8));
        out.put('"');
        out.plain(new UUID(high, low).toString());
        out.put('"');
      };
    }
    return (in, out) -> {
      int from = in.skip(size);
      out.base64(in.buffer(), from, from + size);
    };
  }

  private static AvroValue symbol(Schema schema) {
    List<byte[]> symbols =
        schema.getEnumSymbols().stream().map(s -> s.getBytes(StandardCharsets.UTF_8)).toList();
    return (in, out) -> {
      long index = in.varint();
      if (index < 0 || index >= symbols.size()) {
        throw AvroBytes.broken();
      }
      byte[] symbol = symbols.get((int) index);
      out.string(symbol, 0, symbol.length);
    };
  }

  private static AvroValue array(AvroValue element) {
    return (in, out) -> {
      out.put('[');
      boolean first = true;
      for (long count = block(in); count > 0; count = block(in)) {
        for (long i = 0; i < count; i++) {
          if (!first) {
            out.put(',');
          }
          first = false;
          element.write(in, out);
        }
      }
      out.put(']');
    };
  }

  private static AvroValue map(AvroValue value) {
    return (in, out) -> {
      out.put('{');
      boolean first = true;
      for (long count = block(in); count > 0; count = block(in)) {
        for (long i = 0; i < count; i++) {
          if (!first) {
            out.put(',');
          }
          first = false;
          int length = in.length();
          int from = in.skip(length);
          out.string(in.buffer(), from, from + length);
          out.put(':');
          value.write(in, out);
        }
      }
      out.put('}');
    };
  }

  /// How many elements the next block has; 0 after the last.
  private static long block(AvroBytes in) {
    long count = in.varint();
    if (count < 0) {
      // The block's size follows, for readers that skip it.
      in.varint();
      count = -count;
    }
    if (count < 0 || count > Math.max(in.remaining(), MOST_EMPTY_ELEMENTS)) {
      throw AvroBytes.broken();
    }
    return count;
  }

  private static AvroValue record(Schema schema) {
    List<Schema.Field> fields = schema.getFields();
    byte[][] names = new byte[fields.size()][];
    AvroValue[] values = new AvroValue[fields.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] =
          ((i == 0 ? "{\"" : ",\"") + fields.get(i).name() + "\":")
              .getBytes(StandardCharsets.UTF_8);
      values[i] = of(fields.get(i).schema());
    }
    return (in, out) -> {
      for (int i = 0; i < names.length; i++) {
        out.plain(names[i]);
        values[i].write(in, out);
      }
      out.plain(names.length == 0 ? "{}" : "}");
    };
  }
}
