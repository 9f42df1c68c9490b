package dev.hayase.emulator.googlesql;

import com.google.zetasql.StructType.StructField;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The analyzer's types and the catalog's.
final class SqlTypes {
  private SqlTypes() {}

  static Type of(DataType type) {
    Type element =
        switch (type.type()) {
          case STRUCT -> struct(type.fields());
          case RANGE ->
              TypeFactory.createRangeType(
                  TypeFactory.createSimpleType(kind(type.rangeElement().orElseThrow())));
          default -> TypeFactory.createSimpleType(kind(type.type()));
        };
    return type.repeated() ? TypeFactory.createArrayType(element) : element;
  }

  private static Type struct(List<DataType.Field> fields) {
    List<StructField> members = new ArrayList<>();
    fields.forEach(field -> members.add(new StructField(field.name(), of(field.type()))));
    return TypeFactory.createStructType(members);
  }

  /// Fields that have no name are named by their place, as in BigQuery's results: `_field_1`.
  static DataType dataType(Type type) {
    if (type.isArray()) {
      return dataType(type.asArray().getElementType()).inArray();
    }
    if (type.isRange()) {
      ColumnType element = dataType(type.asRange().getElementType()).type();
      return new DataType(ColumnType.RANGE, false, List.of(), Optional.of(element));
    }
    if (!type.isStruct()) {
      return DataType.scalar(columnType(type.getKind()));
    }
    List<DataType.Field> fields = new ArrayList<>();
    for (StructField field : type.asStruct().getFieldList()) {
      String name = field.getName().isEmpty() ? "_field_" + (fields.size() + 1) : field.getName();
      fields.add(new DataType.Field(name, dataType(field.getType())));
    }
    return new DataType(ColumnType.STRUCT, false, fields, Optional.empty());
  }

  private static ColumnType columnType(TypeKind kind) {
    return switch (kind) {
      case TYPE_BOOL -> ColumnType.BOOL;
      case TYPE_INT64 -> ColumnType.INT64;
      case TYPE_DOUBLE -> ColumnType.FLOAT64;
      case TYPE_NUMERIC -> ColumnType.NUMERIC;
      case TYPE_BIGNUMERIC -> ColumnType.BIGNUMERIC;
      case TYPE_STRING -> ColumnType.STRING;
      case TYPE_BYTES -> ColumnType.BYTES;
      case TYPE_DATE -> ColumnType.DATE;
      case TYPE_DATETIME -> ColumnType.DATETIME;
      case TYPE_TIME -> ColumnType.TIME;
      case TYPE_TIMESTAMP -> ColumnType.TIMESTAMP;
      case TYPE_JSON -> ColumnType.JSON;
      case TYPE_GEOGRAPHY -> ColumnType.GEOGRAPHY;
      case TYPE_INTERVAL -> ColumnType.INTERVAL;
      default ->
          throw BigQueryException.invalidQuery(
              "A column of type " + kind + " is not supported by the emulator");
    };
  }

  /// Of a type that has neither fields nor elements.
  static TypeKind kind(ColumnType type) {
    return switch (type) {
      case BOOL -> TypeKind.TYPE_BOOL;
      case INT64 -> TypeKind.TYPE_INT64;
      case FLOAT64 -> TypeKind.TYPE_DOUBLE;
      case NUMERIC -> TypeKind.TYPE_NUMERIC;
      case BIGNUMERIC -> TypeKind.TYPE_BIGNUMERIC;
      case STRING -> TypeKind.TYPE_STRING;
      case BYTES -> TypeKind.TYPE_BYTES;
      case DATE -> TypeKind.TYPE_DATE;
      case DATETIME -> TypeKind.TYPE_DATETIME;
      case TIME -> TypeKind.TYPE_TIME;
      case TIMESTAMP -> TypeKind.TYPE_TIMESTAMP;
      case JSON -> TypeKind.TYPE_JSON;
      case GEOGRAPHY -> TypeKind.TYPE_GEOGRAPHY;
      case INTERVAL -> TypeKind.TYPE_INTERVAL;
      case RANGE, STRUCT -> throw new IllegalArgumentException(type + " is not a simple type");
    };
  }
}
