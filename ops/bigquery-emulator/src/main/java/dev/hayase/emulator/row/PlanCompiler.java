package dev.hayase.emulator.row;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Matches a writer's fields with a table's columns, by name and without case. The words for fields
/// that do not fit are those that Beam's users were shown (github.com/apache/beam/issues/21247):
/// the writer's message name and the field's path.
final class PlanCompiler {
  private static final int MAX_NAMED = 100;

  private final String root;
  private final List<String> extra = new ArrayList<>();

  /// @param root the writer's message
  PlanCompiler(String root) {
    this.root = root;
  }

  MessagePlan compile(List<FieldDescriptor> fields, List<Column> columns) throws SchemaProblem {
    MessagePlan plan = compile(fields, columns, "");
    if (!extra.isEmpty()) {
      throw SchemaProblem.extraFields(
          "Input schema has more fields than BigQuery schema, extra fields: '"
              + String.join(",", extra.subList(0, Math.min(extra.size(), MAX_NAMED)))
              + "'");
    }
    return plan;
  }

  private MessagePlan compile(List<FieldDescriptor> fields, List<Column> columns, String path)
      throws SchemaProblem {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      byName.put(columns.get(i).name().toLowerCase(Locale.ROOT), i);
    }
    Map<Integer, FieldPlan> plans = new HashMap<>();
    Map<Integer, MessagePlan> nested = new HashMap<>();
    boolean[] required = new boolean[columns.size()];
    boolean[] taken = new boolean[columns.size()];
    for (FieldDescriptor field : fields) {
      String name = WriterDescriptor.columnName(field);
      Integer index = byName.get(name.toLowerCase(Locale.ROOT));
      if (index == null) {
        extra.add(path + name);
        continue;
      }
      if (taken[index]) {
        throw SchemaProblem.invalid(
            "Invalid proto schema: more than one field for column " + path + name);
      }
      taken[index] = true;
      required[index] = field.isRequired();
      Column column = columns.get(index);
      ValueReader reader = reader(field, column, path + column.name(), index, nested);
      plans.put(
          field.getNumber(),
          new FieldPlan(
              index,
              Wire.wireType(field.getType()),
              field.isRepeated(),
              reader,
              othersOfOneof(field, byName)));
    }
    return new MessagePlan(columns, plans, nested, required);
  }

  private static List<Integer> othersOfOneof(FieldDescriptor field, Map<String, Integer> byName) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    return oneof == null
        ? List.of()
        : oneof.getFields().stream()
            .filter(other -> other != field)
            .map(other -> byName.get(WriterDescriptor.columnName(other).toLowerCase(Locale.ROOT)))
            .filter(Objects::nonNull)
            .toList();
  }

  private ValueReader reader(
      FieldDescriptor field,
      Column column,
      String name,
      int index,
      Map<Integer, MessagePlan> nested)
      throws SchemaProblem {
    requireMode(field, column, name);
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      if (!Cells.accepts(column.type(), field.getType())) {
        throw mismatch(field, column, name);
      }
      return Readers.scalar(field, column, name);
    }
    if (column.type() == ColumnType.STRUCT) {
      MessagePlan plan = compile(field.getMessageType().getFields(), column.fields(), name + ".");
      nested.put(index, plan);
      return plan.reader(field);
    }
    if (field.getType() == FieldDescriptor.Type.GROUP) {
      throw mismatch(field, column, name);
    }
    if (column.type() == ColumnType.RANGE) {
      return RangeReader.of(field.getMessageType(), column, name)
          .orElseThrow(() -> mismatch(field, column, name));
    }
    return WellKnown.of(field.getMessageType(), column, name)
        .orElseThrow(() -> mismatch(field, column, name));
  }

  private void requireMode(FieldDescriptor field, Column column, String name) throws SchemaProblem {
    if (field.isRepeated() != (column.mode() == Mode.REPEATED)) {
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
  }

  private SchemaProblem mismatch(FieldDescriptor field, Column column, String name) {
    return SchemaProblem.invalid(
        "The proto field mismatched with BigQuery field at "
            + root
            + "."
            + name
            + ", the proto field type "
            + field.getType().name().toLowerCase(Locale.ROOT)
            + ", BigQuery field type "
            + column.type().restName());
  }
}
