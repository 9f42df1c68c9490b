package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.Column;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of one message, matched with the columns of a table or of a STRUCT.
final class MessagePlan {
  /// Field numbers up to here are found by index.
  private static final int DENSE = 4096;

  private final Column[] columns;
  private final @Nullable FieldPlan[] dense;
  private final Map<Integer, FieldPlan> sparse = new HashMap<>();
  private final Completeness completeness;

  /// @param plans by field number
  /// @param nested the plans of STRUCT columns, by column
  MessagePlan(
      List<Column> columns,
      Map<Integer, FieldPlan> plans,
      Map<Integer, MessagePlan> nested,
      boolean[] requiredByWriter) {
    this.columns = columns.toArray(Column[]::new);
    int highest = plans.keySet().stream().filter(n -> n < DENSE).mapToInt(n -> n).max().orElse(0);
    this.dense = new @Nullable FieldPlan[highest + 1];
    plans.forEach((number, plan) -> {
      if (number < DENSE) {
        dense[number] = plan;
      } else {
        sparse.put(number, plan);
      }
    });
    this.completeness = new Completeness(this.columns, nested, requiredByWriter);
  }

  void readField(CodedInputStream in, int tag, @Nullable Object[] values)
      throws IOException, RowProblem {
    int number = WireFormat.getTagFieldNumber(tag);
    FieldPlan plan = number < dense.length ? dense[number] : sparse.get(number);
    if (plan == null) {
      skip(in, tag);
    } else {
      plan.read(in, tag, values);
    }
  }

  static void skip(CodedInputStream in, int tag) throws IOException, RowProblem {
    if (!in.skipField(tag)) {
      throw new RowProblem("Could not parse the serialized row: a group ends that never began");
    }
  }

  @Nullable Object[] newValues() {
    return new @Nullable Object[columns.length];
  }

  /// How a STRUCT is read: a message, or a group.
  ValueReader reader(FieldDescriptor field) {
    if (field.getType() == FieldDescriptor.Type.GROUP) {
      int end = field.getNumber() << 3 | WireFormat.WIRETYPE_END_GROUP;
      return (in, before) -> readUntil(in, end, before);
    }
    return (in, before) -> {
      int limit = in.pushLimit(in.readRawVarint32());
      Object values = readUntil(in, 0, before);
      in.popLimit(limit);
      return values;
    };
  }

  private Object readUntil(CodedInputStream in, int end, @Nullable Object before)
      throws IOException, RowProblem {
    @Nullable Object[] values = before == null ? newValues() : (@Nullable Object[]) before;
    for (int tag = in.readTag(); tag != end; tag = in.readTag()) {
      if (tag == 0) {
        throw new RowProblem("Could not parse the serialized row: a group does not end");
      }
      readField(in, tag, values);
    }
    return values;
  }

  /// To be called once the whole row was read: a later part of the row may add to a message.
  void requireComplete(@Nullable Object[] values) throws RowProblem {
    completeness.require(values, "");
  }

  Completeness completeness() {
    return completeness;
  }
}
