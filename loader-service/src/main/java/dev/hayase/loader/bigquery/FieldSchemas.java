package dev.hayase.loader.bigquery;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.SideColumn;
import dev.hayase.records.table.TableUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Columns as the REST API writes them.
final class FieldSchemas {
  private FieldSchemas() {}

  static List<TableFieldSchema> of(Table table) {
    return table.getSchema() == null || table.getSchema().getFields() == null
        ? List.of()
        : table.getSchema().getFields();
  }

  static PresentColumn column(TableFieldSchema field) {
    String description = field.getDescription();
    return new PresentColumn(
        field.getName(),
        type(field.getType()),
        field.getMode() == null ? Column.Mode.NULLABLE : Column.Mode.valueOf(field.getMode()),
        field.getMaxLength() == null ? OptionalLong.empty() : OptionalLong.of(field.getMaxLength()),
        digits(field.getPrecision()),
        digits(field.getScale()),
        field.getFields() == null
            ? List.of()
            : field.getFields().stream().map(FieldSchemas::column).toList(),
        description == null ? Optional.empty() : SideColumn.besides(description));
  }

  private static OptionalInt digits(@Nullable Long digits) {
    return digits == null ? OptionalInt.empty() : OptionalInt.of(digits.intValue());
  }

  private static Optional<ColumnType> type(String schemaName) {
    try {
      return Optional.of(ColumnType.ofSchemaName(schemaName));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A column as it is made: without limits and never REQUIRED, whatever the source says of it.
  static TableFieldSchema field(Column column) {
    TableFieldSchema field =
        new TableFieldSchema()
            .setName(column.name())
            .setType(column.type().schemaName())
            .setMode(
                column.mode() == Column.Mode.REPEATED
                    ? Column.Mode.REPEATED.name()
                    : Column.Mode.NULLABLE.name());
    return column.fields().isEmpty()
        ? field
        : field.setFields(column.fields().stream().map(FieldSchemas::field).toList());
  }

  /// The fields with what the update adds and relaxes.
  static List<TableFieldSchema> updated(List<TableFieldSchema> present, TableUpdate update) {
    List<TableFieldSchema> fields = with(present, update.added());
    for (TableFieldSchema field : fields) {
      if (update.relaxed().contains(field.getName())) {
        field.setMode(Column.Mode.NULLABLE.name());
      }
      String besides = update.sides().get(field.getName());
      if (besides != null) {
        field.setDescription(SideColumn.description(besides));
      }
    }
    return fields;
  }

  /// Adds what is missing; a struct that is there gets its missing fields.
  private static List<TableFieldSchema> with(List<TableFieldSchema> present, List<Column> more) {
    List<TableFieldSchema> fields = new ArrayList<>(present);
    for (Column column : more) {
      Optional<TableFieldSchema> there =
          fields.stream().filter(f -> f.getName().equalsIgnoreCase(column.name())).findFirst();
      if (there.isPresent() && there.get().getFields() != null) {
        there.get().setFields(with(there.get().getFields(), column.fields()));
      } else {
        fields.add(field(column));
      }
    }
    return fields;
  }
}
