package dev.hayase.emulator.row;

import com.google.gson.JsonObject;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A RANGE comes as a message with the fields `start` and `end`, both of one type that fits the
/// range's element; what is not set is unbounded (Google's "Supported protocol buffer and Arrow
/// data types").
final class RangeReader implements ValueReader {
  private final @Nullable FieldPlan start;
  private final @Nullable FieldPlan end;
  private final int startNumber;
  private final int endNumber;
  private final String path;

  private RangeReader(
      @Nullable FieldDescriptor start, @Nullable FieldDescriptor end, Column element, String path)
      throws SchemaProblem {
    this.start = start == null ? null : plan(0, start, element, path);
    this.end = end == null ? null : plan(1, end, element, path);
    this.startNumber = start == null ? 0 : start.getNumber();
    this.endNumber = end == null ? 0 : end.getNumber();
    this.path = path;
  }

  /// Empty when the message is not that of such a range.
  static Optional<ValueReader> of(Descriptor message, Column column, String path)
      throws SchemaProblem {
    FieldDescriptor start = null;
    FieldDescriptor end = null;
    for (FieldDescriptor field : message.getFields()) {
      switch (field.getName().toLowerCase(Locale.ROOT)) {
        case "start" -> start = field;
        case "end" -> end = field;
        default -> {
          return Optional.empty();
        }
      }
    }
    Column element = element(column);
    if ((start == null && end == null)
        || !fits(start, element)
        || !fits(end, element)
        || (start != null && end != null && start.getType() != end.getType())) {
      return Optional.empty();
    }
    return Optional.of(new RangeReader(start, end, element, path));
  }

  private static boolean fits(@Nullable FieldDescriptor field, Column element) {
    return field == null
        || (!field.isRepeated()
            && (field.getType() == FieldDescriptor.Type.MESSAGE
                ? WellKnown.of(field.getMessageType(), element, "").isPresent()
                : Cells.accepts(element.type(), field.getType())));
  }

  private static FieldPlan plan(int index, FieldDescriptor field, Column element, String path) {
    String name = path + "." + element.name();
    ValueReader reader =
        field.getType() == FieldDescriptor.Type.MESSAGE
            ? WellKnown.of(field.getMessageType(), element, name).orElseThrow()
            : Readers.scalar(field, element, name);
    return new FieldPlan(index, Wire.wireType(field.getType()), false, reader, List.of());
  }

  private static Column element(Column range) {
    ColumnType type = range.rangeElement().orElseThrow();
    return new Column(
        range.name(),
        type,
        Mode.NULLABLE,
        List.of(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        new JsonObject());
  }

  @Override
  public Object read(CodedInputStream in, @Nullable Object before) throws IOException, RowProblem {
    @Nullable Object[] bounds = new @Nullable Object[2];
    if (before instanceof Range(Long from, Long to)) {
      bounds[0] = from;
      bounds[1] = to;
    }
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      if (start != null && number == startNumber) {
        start.read(in, tag, bounds);
      } else if (end != null && number == endNumber) {
        end.read(in, tag, bounds);
      } else {
        MessagePlan.skip(in, tag);
      }
    }
    in.popLimit(limit);
    Long from = (Long) bounds[0];
    Long to = (Long) bounds[1];
    if (from != null && to != null && from >= to) {
      throw new RowProblem(
          "Range start element must be smaller than range end element on field " + path + ".");
    }
    return new Range(from, to);
  }
}
