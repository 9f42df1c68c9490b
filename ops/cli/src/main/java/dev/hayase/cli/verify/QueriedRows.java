package dev.hayase.cli.verify;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.TableResult;
import dev.hayase.cli.value.BigQueryText;
import dev.hayase.cli.value.SourceType;
import dev.hayase.cli.value.Value;
import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/// What a query answers, row by row, with the types that the answer has.
///
/// @param columns names, in the order of the values
record QueriedRows(List<String> columns, Iterator<TableRow> rows) {
  private static final SourceType BIGQUERY = SourceType.scalar("");

  /// @param key names of the columns that tell rows apart
  /// @throws UnreadableTableException when the answer lacks one of them
  static QueriedRows of(TableResult answer, List<String> key) {
    List<Field> fields = Objects.requireNonNull(answer.getSchema()).getFields();
    List<String> columns = fields.stream().map(Field::getName).toList();
    List<Integer> places = key.stream().map(columns::indexOf).toList();
    Iterator<FieldValueList> answers = answer.iterateAll().iterator();
    Iterator<TableRow> rows =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return answers.hasNext();
          }

          @Override
          public TableRow next() {
            FieldValueList row = answers.next();
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
              values.add(value(fields.get(i), row.get(i)));
            }
            return new TableRow(places.stream().map(values::get).toList(), values);
          }
        };
    return new QueriedRows(columns, rows);
  }

  private static Value value(Field field, FieldValue value) {
    if (value.isNull()) {
      return Value.ABSENT;
    }
    return switch (value.getAttribute()) {
      case REPEATED -> new Value.Text(elements(field, value));
      case RECORD -> new Value.Text(value.getValue().toString());
      case PRIMITIVE, RANGE -> single(field, value);
    };
  }

  private static String elements(Field field, FieldValue value) {
    return value.getRepeatedValue().stream()
        .map(element -> single(field, element).toString())
        .toList()
        .toString();
  }

  private static Value single(Field field, FieldValue value) {
    ColumnType type = ColumnType.ofSchemaName(field.getType().getStandardType().name());
    return BigQueryText.read(BIGQUERY, type, value.isNull() ? null : value.getValue().toString());
  }
}
