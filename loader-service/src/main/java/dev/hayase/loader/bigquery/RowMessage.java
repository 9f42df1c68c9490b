package dev.hayase.loader.bigquery;

import com.google.cloud.bigquery.storage.v1.AnnotationsProto;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.util.List;
import java.util.regex.Pattern;

/// Describes rows to BigQuery: the protobuf message whose fields the encoder writes.
final class RowMessage {
  private static final Pattern PROTOBUF_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private RowMessage() {}

  static ProtoSchema schema(TableMode mode, TableShape shape) {
    return ProtoSchema.newBuilder().setProtoDescriptor(descriptor(mode, shape)).build();
  }

  static DescriptorProto descriptor(TableMode mode, TableShape shape) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName("Row");
    if (mode == TableMode.MIRROR) {
      message.addField(
          field("_CHANGE_TYPE", TableShape.CHANGE_TYPE, FieldDescriptorProto.Type.TYPE_STRING));
      message.addField(
          field(
              "_CHANGE_SEQUENCE_NUMBER",
              TableShape.CHANGE_SEQUENCE_NUMBER,
              FieldDescriptorProto.Type.TYPE_STRING));
    }
    addFields(message, shape.columns());
    return message.build();
  }

  private static void addFields(DescriptorProto.Builder message, List<ShapeColumn> columns) {
    for (ShapeColumn column : columns) {
      column.type().ifPresent(type -> addField(message, column, type));
    }
  }

  /// Adds a field; the message of a struct is declared within the one that has the field.
  private static void addField(
      DescriptorProto.Builder message, ShapeColumn column, ColumnType type) {
    FieldDescriptorProto.Builder field = field(column, type).toBuilder();
    if (column.repeated()) {
      field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
    }
    if (type == ColumnType.STRUCT) {
      DescriptorProto.Builder struct =
          DescriptorProto.newBuilder().setName("Struct" + column.number());
      addFields(struct, column.fields());
      message.addNestedType(struct);
      field.setTypeName(struct.getName());
    }
    message.addField(field);
  }

  private static FieldDescriptorProto field(ShapeColumn column, ColumnType type) {
    if (PROTOBUF_NAME.matcher(column.name()).matches()) {
      return field(column.name(), column.number(), wireType(type));
    }
    // Flexible column names are no names in protobuf; BigQuery reads the annotation instead.
    return field("flexible_" + column.number(), column.number(), wireType(type)).toBuilder()
        .setOptions(
            FieldOptions.newBuilder().setExtension(AnnotationsProto.columnName, column.name()))
        .build();
  }

  private static FieldDescriptorProto field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .build();
  }

  /// The wire type that the encoder writes for a column.
  private static FieldDescriptorProto.Type wireType(ColumnType type) {
    return switch (type) {
      case BOOL -> FieldDescriptorProto.Type.TYPE_BOOL;
      case INT64, TIME, DATETIME, TIMESTAMP -> FieldDescriptorProto.Type.TYPE_INT64;
      case DATE -> FieldDescriptorProto.Type.TYPE_INT32;
      case FLOAT64 -> FieldDescriptorProto.Type.TYPE_DOUBLE;
      case BYTES -> FieldDescriptorProto.Type.TYPE_BYTES;
      case NUMERIC, BIGNUMERIC, STRING, JSON, GEOGRAPHY, INTERVAL ->
          FieldDescriptorProto.Type.TYPE_STRING;
      case STRUCT -> FieldDescriptorProto.Type.TYPE_MESSAGE;
    };
  }
}
