package dev.hayase.emulator.googlesql;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeParameters;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnAnnotations;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Columns of DDL as the fields of a table's schema in REST.
final class SchemaFields {
  private final Translation translation;
  private final Options options;

  SchemaFields(Translation translation, Options options) {
    this.translation = translation;
    this.options = options;
  }

  JsonObject schema(List<ResolvedColumnDefinition> columns) {
    JsonArray fields = new JsonArray();
    columns.forEach(column -> fields.add(field(column)));
    JsonObject schema = new JsonObject();
    schema.add("fields", fields);
    return schema;
  }

  JsonObject field(ResolvedColumnDefinition column) {
    if (column.getGeneratedColumnInfo() != null) {
      throw translation.unsupported("A generated column", column);
    }
    if (column.getIsHidden()) {
      throw translation.unsupported("A hidden column", column);
    }
    JsonObject field = typed(column.getType(), column.getAnnotations(), column);
    field.addProperty("name", column.getName());
    if (column.getDefaultValue() != null) {
      field.addProperty("defaultValueExpression", column.getDefaultValue().getSql());
    }
    return field;
  }

  /// The members that say a type: `type`, `mode`, `fields` and the parameters, with the options of
  /// nested fields.
  JsonObject typed(Type type, @Nullable ResolvedColumnAnnotations annotations, ResolvedNode node) {
    JsonObject field = new JsonObject();
    ResolvedColumnAnnotations inner = annotations;
    Type element = type;
    if (type.isArray()) {
      element = type.asArray().getElementType();
      inner = child(annotations, 0);
      field.addProperty("mode", "REPEATED");
    } else if (annotations != null && annotations.getNotNull()) {
      field.addProperty("mode", "REQUIRED");
    } else {
      field.addProperty("mode", "NULLABLE");
    }
    describe(field, element, inner, node);
    if (annotations != null) {
      if (annotations.getCollationName() != null) {
        throw translation.unsupported("COLLATE", annotations.getCollationName());
      }
      options.ofColumn(annotations.getOptionList(), field);
    }
    return field;
  }

  private void describe(
      JsonObject field,
      Type type,
      @Nullable ResolvedColumnAnnotations annotations,
      ResolvedNode node) {
    field.addProperty("type", name(type, node));
    if (type.isStruct()) {
      JsonArray fields = new JsonArray();
      List<StructType.StructField> nested = type.asStruct().getFieldList();
      for (int i = 0; i < nested.size(); i++) {
        JsonObject one = typed(nested.get(i).getType(), child(annotations, i), node);
        one.addProperty("name", nested.get(i).getName());
        fields.add(one);
      }
      field.add("fields", fields);
    } else if (type.getKind() == TypeKind.TYPE_RANGE) {
      JsonObject element = new JsonObject();
      element.addProperty("type", name(type.asRange().getElementType(), node));
      field.add("rangeElementType", element);
    }
    if (annotations != null) {
      parameters(field, annotations.getTypeParameters());
    }
  }

  private static void parameters(JsonObject field, @Nullable TypeParameters parameters) {
    if (parameters == null) {
      return;
    }
    if (parameters.isStringTypeParameters()) {
      long length = parameters.getStringTypeParameters().getMaxLength();
      field.addProperty("maxLength", Long.toString(length));
    } else if (parameters.isNumericTypeParameters()) {
      var numeric = parameters.getNumericTypeParameters();
      field.addProperty("precision", Long.toString(numeric.getPrecision()));
      if (numeric.getScale() != 0) {
        field.addProperty("scale", Long.toString(numeric.getScale()));
      }
    }
  }

  private static @Nullable ResolvedColumnAnnotations child(
      @Nullable ResolvedColumnAnnotations annotations, int index) {
    return annotations == null || annotations.getChildList().size() <= index
        ? null
        : annotations.getChildList().get(index);
  }

  private String name(Type type, ResolvedNode node) {
    return switch (type.getKind()) {
      case TYPE_BOOL -> "BOOLEAN";
      case TYPE_INT64 -> "INTEGER";
      case TYPE_DOUBLE -> "FLOAT";
      case TYPE_NUMERIC -> "NUMERIC";
      case TYPE_BIGNUMERIC -> "BIGNUMERIC";
      case TYPE_STRING -> "STRING";
      case TYPE_BYTES -> "BYTES";
      case TYPE_DATE -> "DATE";
      case TYPE_DATETIME -> "DATETIME";
      case TYPE_TIME -> "TIME";
      case TYPE_TIMESTAMP -> "TIMESTAMP";
      case TYPE_JSON -> "JSON";
      case TYPE_GEOGRAPHY -> "GEOGRAPHY";
      case TYPE_INTERVAL -> "INTERVAL";
      case TYPE_RANGE -> "RANGE";
      case TYPE_STRUCT -> "RECORD";
      default -> throw translation.unsupported("A column of type " + type.getKind(), node);
    };
  }
}
