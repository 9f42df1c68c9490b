package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One protobuf field and the column that it fills.
///
/// @param index of the column
/// @param wireType how one value is written
/// @param others columns of the same oneof, of which the last one written stays
record FieldPlan(
    int index, int wireType, boolean repeated, ValueReader reader, List<Integer> others) {

  /// As proto2 has it, a repeated scalar may come packed or not, and a field that does not look as
  /// declared is an unknown field.
  void read(CodedInputStream in, int tag, @Nullable Object[] values)
      throws IOException, RowProblem {
    int given = WireFormat.getTagWireType(tag);
    if (given == wireType) {
      if (repeated) {
        add(in, list(values));
      } else {
        Object value = reader.read(in, values[index]);
        if (value != null) {
          values[index] = value;
          clearOthers(values);
        }
      }
    } else if (repeated && given == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      List<Object> list = list(values);
      int limit = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        add(in, list);
      }
      in.popLimit(limit);
    } else {
      MessagePlan.skip(in, tag);
    }
  }

  private void clearOthers(@Nullable Object[] values) {
    if (!others.isEmpty()) {
      others.forEach(other -> values[other] = null);
    }
  }

  private void add(CodedInputStream in, List<Object> list) throws IOException, RowProblem {
    Object value = reader.read(in, null);
    if (value != null) {
      list.add(value);
    }
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
