package dev.hayase.emulator.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.TableSchema;

/// A table's schema as the Storage Write API tells it.
final class ProtoSchemas {
  private ProtoSchemas() {}

  static com.google.cloud.bigquery.storage.v1.TableSchema of(TableSchema schema) {
    var builder = com.google.cloud.bigquery.storage.v1.TableSchema.newBuilder();
    schema.columns().forEach(column -> builder.addFields(field(column)));
    return builder.build();
  }

  private static TableFieldSchema field(Column column) {
    TableFieldSchema.Builder builder =
        TableFieldSchema.newBuilder()
            .setName(column.name())
            .setType(type(column))
            .setMode(
                switch (column.mode()) {
                  case NULLABLE -> TableFieldSchema.Mode.NULLABLE;
                  case REQUIRED -> TableFieldSchema.Mode.REQUIRED;
                  case REPEATED -> TableFieldSchema.Mode.REPEATED;
                });
    column.maxLength().ifPresent(builder::setMaxLength);
    column.precision().ifPresent(builder::setPrecision);
    column.scale().ifPresent(builder::setScale);
    if (column.json().has("defaultValueExpression")) {
      builder.setDefaultValueExpression(column.json().get("defaultValueExpression").getAsString());
    }
    column
        .rangeElement()
        .ifPresent(element ->
            builder.setRangeElementType(
                TableFieldSchema.FieldElementType.newBuilder()
                    .setType(TableFieldSchema.Type.valueOf(element.name()))));
    column.fields().forEach(nested -> builder.addFields(field(nested)));
    return builder.build();
  }

  private static TableFieldSchema.Type type(Column column) {
    return switch (column.type()) {
      case BOOL -> TableFieldSchema.Type.BOOL;
      case INT64 -> TableFieldSchema.Type.INT64;
      case FLOAT64 -> TableFieldSchema.Type.DOUBLE;
      case NUMERIC -> TableFieldSchema.Type.NUMERIC;
      case BIGNUMERIC -> TableFieldSchema.Type.BIGNUMERIC;
      case STRING -> TableFieldSchema.Type.STRING;
      case BYTES -> TableFieldSchema.Type.BYTES;
      case DATE -> TableFieldSchema.Type.DATE;
      case DATETIME -> TableFieldSchema.Type.DATETIME;
      case TIME -> TableFieldSchema.Type.TIME;
      case TIMESTAMP -> TableFieldSchema.Type.TIMESTAMP;
      case JSON -> TableFieldSchema.Type.JSON;
      case GEOGRAPHY -> TableFieldSchema.Type.GEOGRAPHY;
      case INTERVAL -> TableFieldSchema.Type.INTERVAL;
      case RANGE -> TableFieldSchema.Type.RANGE;
      case STRUCT -> TableFieldSchema.Type.STRUCT;
    };
  }
}
