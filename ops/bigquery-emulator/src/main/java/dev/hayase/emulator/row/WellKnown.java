package dev.hayase.emulator.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Google's wrapper messages, `Timestamp` and `Duration`: imported under their own names, or nested
/// by a self-contained descriptor (`google_protobuf_Int64Value`). Which of them a column takes is
/// Google's table "Supported protocol buffer data types".
final class WellKnown {
  private static final Map<ColumnType, Set<String>> TAKEN =
      Map.of(
          ColumnType.BOOL, Set.of("BoolValue"),
          ColumnType.BYTES, Set.of("BytesValue"),
          ColumnType.FLOAT64, Set.of("DoubleValue", "FloatValue"),
          ColumnType.INT64, Set.of("Int32Value", "Int64Value", "UInt32Value"),
          ColumnType.NUMERIC, Set.of("BytesValue"),
          ColumnType.BIGNUMERIC, Set.of("BytesValue"),
          ColumnType.STRING, Set.of("StringValue"),
          ColumnType.TIMESTAMP, Set.of("Timestamp"),
          ColumnType.INTERVAL, Set.of("Duration"));
  private static final long MAX_SECONDS = 400_000_000_000L;
  private static final long SECOND = 1_000_000L;

  private WellKnown() {}

  static Optional<ValueReader> of(Descriptor message, Column column, String path) {
    String name = message.getName().substring(message.getName().lastIndexOf('_') + 1);
    if (!TAKEN.getOrDefault(column.type(), Set.of()).contains(name)) {
      return Optional.empty();
    }
    return switch (name) {
      case "Timestamp" ->
          Optional.of((in, _) -> timestamp(secondsAndNanos(in, path), column, path));
      case "Duration" -> Optional.of((in, _) -> interval(secondsAndNanos(in, path), path));
      default ->
          Optional.ofNullable(message.findFieldByNumber(1))
              .filter(value -> !value.isRepeated())
              .filter(value -> Cells.accepts(column.type(), value.getType()))
              .map(value -> (in, _) -> Cells.convert(wrapped(in, value), column, path));
    };
  }

  private static Object timestamp(long[] parts, Column column, String path) throws RowProblem {
    return Cells.convert(parts[0] * SECOND + Math.floorDiv(parts[1], 1000), column, path);
  }

  private static Interval interval(long[] parts, String path) throws RowProblem {
    try {
      return new Interval(0, 0, parts[0] * SECOND + parts[1] / 1000);
    } catch (DateTimeException _) {
      throw new RowProblem(
          "Interval field value is out of range: " + parts[0] + " seconds on field " + path + ".");
    }
  }

  private static Object wrapped(CodedInputStream in, FieldDescriptor value)
      throws IOException, RowProblem {
    int limit = in.pushLimit(in.readRawVarint32());
    Object raw = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1
          && WireFormat.getTagWireType(tag) == Wire.wireType(value.getType())) {
        raw = Wire.read(in, value);
      } else {
        MessagePlan.skip(in, tag);
      }
    }
    in.popLimit(limit);
    return raw != null ? raw : zero(value);
  }

  private static Object zero(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT, LONG -> (Object) 0L;
      case FLOAT, DOUBLE -> 0.0;
      case BOOLEAN -> false;
      case BYTE_STRING -> ByteString.EMPTY;
      case STRING, ENUM, MESSAGE -> "";
    };
  }

  private static long[] secondsAndNanos(CodedInputStream in, String path)
      throws IOException, RowProblem {
    long seconds = 0;
    long nanos = 0;
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3)) {
        seconds = in.readInt64();
      } else if (tag == (2 << 3)) {
        nanos = in.readInt32();
      } else {
        MessagePlan.skip(in, tag);
      }
    }
    in.popLimit(limit);
    if (Math.abs(seconds) > MAX_SECONDS || Math.abs(nanos) > 999_999_999L) {
      throw new RowProblem(
          "Seconds and nanos are out of range: "
              + seconds
              + ", "
              + nanos
              + " on field "
              + path
              + ".");
    }
    return new long[] {seconds, nanos};
  }
}
