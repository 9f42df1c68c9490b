package dev.hayase.emulator.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How rows of one writer's descriptor become rows of one table's schema; compiled once per writer.
public final class RowPlan {
  static final String CHANGE_TYPE = "_change_type";
  static final String CHANGE_SEQUENCE_NUMBER = "_change_sequence_number";

  private final TableSchema schema;
  private final MessagePlan message;
  private final int changeType;
  private final int changeSequence;
  private final ChangeMode mode;

  private RowPlan(
      TableSchema schema,
      MessagePlan message,
      int changeType,
      int changeSequence,
      ChangeMode mode) {
    this.schema = schema;
    this.message = message;
    this.changeType = changeType;
    this.changeSequence = changeSequence;
    this.mode = mode;
  }

  /// @param mode which values of `_CHANGE_TYPE` the rows may have
  public static RowPlan compile(DescriptorProto writer, TableSchema schema, ChangeMode mode)
      throws SchemaProblem {
    Descriptor descriptor = WriterDescriptor.build(writer);
    int changeType = 0;
    int changeSequence = 0;
    List<FieldDescriptor> fields = new ArrayList<>();
    for (FieldDescriptor field : descriptor.getFields()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      boolean string = field.getType() == FieldDescriptor.Type.STRING && !field.isRepeated();
      if (string && name.equals(CHANGE_TYPE)) {
        changeType = stringTag(field);
      } else if (string && name.equals(CHANGE_SEQUENCE_NUMBER)) {
        changeSequence = stringTag(field);
      } else {
        fields.add(field);
      }
    }
    MessagePlan message = new PlanCompiler(descriptor.getName()).compile(fields, schema.columns());
    return new RowPlan(schema, message, changeType, changeSequence, mode);
  }

  private static int stringTag(FieldDescriptor field) {
    return field.getNumber() << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  public TableSchema schema() {
    return schema;
  }

  /// Whether the writer's rows carry `_CHANGE_TYPE`.
  public boolean hasChangeType() {
    return changeType != 0;
  }

  public ChangeMode mode() {
    return mode;
  }

  public RowPlan in(ChangeMode other) {
    return new RowPlan(schema, message, changeType, changeSequence, other);
  }

  /// The mode that a row asks for; INSERT when it cannot be read.
  public ChangeMode modeOf(ByteString row) {
    if (changeType == 0) {
      return ChangeMode.INSERT;
    }
    ChangeMode asked = ChangeMode.INSERT;
    try {
      CodedInputStream in = row.newCodedInput();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == changeType) {
          asked = ChangeMode.of(in.readStringRequireUtf8());
        } else {
          in.skipField(tag);
        }
      }
    } catch (IOException _) {
      return ChangeMode.INSERT;
    }
    return asked;
  }

  /// @param keys lower-case names of the primary key's columns
  /// @param defaults what missing values of columns (by lower-case name) become
  public Row decode(ByteString bytes, Set<String> keys, Map<String, Object> defaults)
      throws RowProblem {
    @Nullable Object[] values = message.newValues();
    String type = null;
    String sequence = null;
    try {
      CodedInputStream in = bytes.newCodedInput();
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == changeType) {
          type = in.readStringRequireUtf8();
        } else if (tag == changeSequence) {
          sequence = in.readStringRequireUtf8();
        } else {
          message.readField(in, tag, values);
        }
      }
    } catch (IOException malformed) {
      throw new RowProblem("Could not parse the serialized row: " + malformed.getMessage());
    }
    Row.Change change = change(type, sequence);
    if (change != null) {
      requireKey(values, keys);
    }
    if (change == null || !change.delete()) {
      if (!defaults.isEmpty()) {
        fill(values, defaults);
      }
      message.requireComplete(values);
    }
    return new Row(values, change);
  }

  private void fill(@Nullable Object[] values, Map<String, Object> defaults) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = defaults.get(schema.columns().get(i).name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private Row.@Nullable Change change(@Nullable String type, @Nullable String sequence)
      throws RowProblem {
    if (changeType == 0 && sequence != null) {
      throw new RowProblem("_CHANGE_SEQUENCE_NUMBER is given without a _CHANGE_TYPE");
    }
    mode.require(type);
    if (mode == ChangeMode.INSERT) {
      return null;
    }
    return new Row.Change(
        "DELETE".equals(type),
        sequence == null ? ChangeSequence.NONE : ChangeSequence.parse(sequence));
  }

  private void requireKey(@Nullable Object[] values, Set<String> keys) throws RowProblem {
    for (int i = 0; i < values.length; i++) {
      String name = schema.columns().get(i).name();
      if (values[i] == null && keys.contains(name.toLowerCase(Locale.ROOT))) {
        throw new RowProblem("Primary key column " + name + " must not be NULL");
      }
    }
  }
}
