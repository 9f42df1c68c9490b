package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Google's wrapper messages, `Timestamp` and `Duration`, as a writer's self-contained descriptor
/// nests them (`google_protobuf_Int64Value`).
///
/// @param value the wrapper's only field; null for Timestamp and Duration
record WellKnown(Kind kind, @Nullable FieldDescriptor value) {
  enum Kind {
    WRAPPER,
    TIMESTAMP,
    DURATION
  }

  static Optional<WellKnown> of(Descriptor message, Column column) {
    String name = message.getName().replaceFirst("^.*_", "");
    FieldDescriptor first = message.findFieldByNumber(1);
    if (first == null) {
      return Optional.empty();
    }
    return switch (name) {
      case "Timestamp" ->
          column.type() == ColumnType.TIMESTAMP
              ? Optional.of(new WellKnown(Kind.TIMESTAMP, null))
              : Optional.empty();
      case "Duration" ->
          column.type() == ColumnType.INTERVAL
              ? Optional.of(new WellKnown(Kind.DURATION, null))
              : Optional.empty();
      case "BoolValue",
          "BytesValue",
          "DoubleValue",
          "FloatValue",
          "Int32Value",
          "Int64Value",
          "StringValue",
          "UInt32Value" ->
          first.getType() != FieldDescriptor.Type.MESSAGE && Cells.accepts(column, first.getType())
              ? Optional.of(new WellKnown(Kind.WRAPPER, first))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  Object read(CodedInputStream in) throws IOException, RowProblem {
    int limit = in.pushLimit(in.readRawVarint32());
    Object raw =
        switch (kind) {
          case WRAPPER -> wrapped(in);
          case TIMESTAMP -> {
            long[] parts = secondsAndNanos(in);
            yield Math.addExact(Math.multiplyExact(parts[0], 1_000_000L), parts[1] / 1000);
          }
          case DURATION -> {
            long[] parts = secondsAndNanos(in);
            yield interval(parts[0], parts[1]);
          }
        };
    in.popLimit(limit);
    return raw;
  }

  private Object wrapped(CodedInputStream in) throws IOException, RowProblem {
    FieldDescriptor field = java.util.Objects.requireNonNull(value);
    Object raw = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1
          && WireFormat.getTagWireType(tag) == Wire.wireType(field.getType())) {
        raw = Wire.read(in, field);
      } else {
        in.skipField(tag);
      }
    }
    return raw != null ? raw : zero(field);
  }

  private static Object zero(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT, LONG -> (Object) 0L;
      case FLOAT, DOUBLE -> 0.0;
      case BOOLEAN -> false;
      case BYTE_STRING -> com.google.protobuf.ByteString.EMPTY;
      case STRING, ENUM, MESSAGE -> "";
    };
  }

  private static long[] secondsAndNanos(CodedInputStream in) throws IOException, RowProblem {
    long seconds = 0;
    long nanos = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> seconds = in.readInt64();
        case 2 -> nanos = in.readInt32();
        default -> in.skipField(tag);
      }
    }
    if (Math.abs(seconds) > 400_000_000_000L || Math.abs(nanos) > 999_999_999L) {
      throw new RowProblem("Seconds and nanos are out of range: " + seconds + ", " + nanos);
    }
    return new long[] {seconds, nanos};
  }

  private static Interval interval(long seconds, long nanos) throws RowProblem {
    try {
      return Interval.of(
          0, 0, Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / 1000));
    } catch (java.time.DateTimeException | ArithmeticException _) {
      throw new RowProblem("Duration is out of range for INTERVAL: " + seconds + " seconds");
    }
  }
}
