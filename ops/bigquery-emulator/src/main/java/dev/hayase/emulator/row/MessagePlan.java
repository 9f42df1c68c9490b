package dev.hayase.emulator.row;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of one message, matched with the columns of a table or of a STRUCT.
final class MessagePlan {
  private static final int MAX_DEPTH = 15;

  private final List<Column> columns;
  private final Map<Integer, FieldPlan> fields;

  private MessagePlan(List<Column> columns, Map<Integer, FieldPlan> fields) {
    this.columns = columns;
    this.fields = fields;
  }

  static MessagePlan compile(List<FieldDescriptor> fields, List<Column> columns, String path)
      throws SchemaProblem {
    return compile(fields, columns, path, "", 0);
  }

  private static MessagePlan compile(
      List<FieldDescriptor> fields, List<Column> columns, String root, String path, int depth)
      throws SchemaProblem {
    if (depth > MAX_DEPTH) {
      throw SchemaProblem.invalid("The proto schema nests deeper than " + MAX_DEPTH + " levels");
    }
    List<String> extra = new ArrayList<>();
    Map<Integer, FieldPlan> plans = new HashMap<>();
    boolean[] written = new boolean[columns.size()];
    for (FieldDescriptor field : fields) {
      int index = indexOf(columns, WriterDescriptor.columnName(field));
      if (index < 0) {
        extra.add(path + WriterDescriptor.columnName(field));
      } else {
        written[index] = true;
        plans.put(field.getNumber(), field(field, columns.get(index), index, root, path, depth));
      }
    }
    if (!extra.isEmpty()) {
      throw SchemaProblem.extraFields(
          "Input schema has more fields than BigQuery schema, extra fields: '"
              + String.join(",", extra)
              + "'");
    }
    return new MessagePlan(columns, plans);
  }

  private static int indexOf(List<Column> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private static FieldPlan field(
      FieldDescriptor field, Column column, int index, String root, String path, int depth)
      throws SchemaProblem {
    String name = path + column.name();
    boolean repeated = column.mode() == Mode.REPEATED;
    if (field.isRepeated() != repeated) {
      throw SchemaProblem.invalid(
          "The proto field mismatched with BigQuery field at "
              + root
              + "."
              + name
              + ", the proto field is "
              + (field.isRepeated() ? "repeated" : "not repeated")
              + ", the BigQuery field mode is "
              + column.mode());
    }
    if (field.getType() == FieldDescriptor.Type.MESSAGE) {
      if (column.type() == ColumnType.STRUCT) {
        MessagePlan nested =
            compile(
                field.getMessageType().getFields(), column.fields(), root, name + ".", depth + 1);
        return new FieldPlan(index, field, column, name, nested, null);
      }
      return WellKnown.of(field.getMessageType(), column)
          .map(wellKnown -> new FieldPlan(index, field, column, name, null, wellKnown))
          .orElseThrow(() -> mismatch(field, column, root, name));
    }
    if (!Cells.accepts(column, field.getType())) {
      throw mismatch(field, column, root, name);
    }
    return new FieldPlan(index, field, column, name, null, null);
  }

  private static SchemaProblem mismatch(
      FieldDescriptor field, Column column, String root, String name) {
    return SchemaProblem.invalid(
        "The proto field mismatched with BigQuery field at "
            + root
            + "."
            + name
            + ", the proto field type "
            + field.getType().name().toLowerCase(java.util.Locale.ROOT)
            + ", BigQuery field type "
            + column.type().restName());
  }

  void readField(CodedInputStream in, int tag, @Nullable Object[] values)
      throws IOException, RowProblem {
    FieldPlan plan = fields.get(WireFormat.getTagFieldNumber(tag));
    if (plan == null) {
      in.skipField(tag);
    } else {
      plan.read(in, WireFormat.getTagWireType(tag), values);
    }
  }

  /// A STRUCT's value.
  @Nullable Object[] read(CodedInputStream in) throws IOException, RowProblem {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    int limit = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      readField(in, tag, values);
    }
    in.popLimit(limit);
    requireComplete(values);
    return values;
  }

  /// Fills absent REPEATED columns with nothing and refuses absent REQUIRED ones.
  void requireComplete(@Nullable Object[] values) throws RowProblem {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        Column column = columns.get(i);
        switch (column.mode()) {
          case NULLABLE -> {}
          case REQUIRED ->
              throw new RowProblem(
                  "Field " + column.name() + " is REQUIRED but is NULL or missing.");
          case REPEATED -> values[i] = List.of();
        }
      }
    }
  }
}
