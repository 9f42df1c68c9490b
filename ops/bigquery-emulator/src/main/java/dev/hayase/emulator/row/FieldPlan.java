package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One protobuf field and the column that it fills.
///
/// @param nested for a STRUCT
/// @param wellKnown for a wrapper, Timestamp or Duration in a scalar column
record FieldPlan(
    int index,
    FieldDescriptor field,
    Column column,
    String path,
    @Nullable MessagePlan nested,
    @Nullable WellKnown wellKnown) {

  void read(CodedInputStream in, int wireType, @Nullable Object[] values)
      throws IOException, RowProblem {
    int own = Wire.wireType(field.getType());
    if (!field.isRepeated()) {
      requireWireType(own, wireType);
      values[index] = one(in);
      return;
    }
    List<Object> list = list(values);
    if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED
        && own != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      int limit = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        list.add(one(in));
      }
      in.popLimit(limit);
    } else {
      requireWireType(own, wireType);
      list.add(one(in));
    }
  }

  private void requireWireType(int own, int wireType) throws RowProblem {
    if (own != wireType) {
      throw new RowProblem(
          "Could not parse the serialized row: wire type " + wireType + " on field " + path + ".");
    }
  }

  private Object one(CodedInputStream in) throws IOException, RowProblem {
    if (nested != null) {
      return nested.read(in);
    }
    Object raw = wellKnown != null ? wellKnown.read(in) : Wire.read(in, field);
    return Cells.convert(raw, column, path);
  }

  @SuppressWarnings("unchecked") // only this class puts lists there
  private List<Object> list(@Nullable Object[] values) {
    Object present = values[index];
    if (present == null) {
      present = new ArrayList<>();
      values[index] = present;
    }
    return (List<Object>) present;
  }
}
