package dev.hayase.records.row;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.records.connect.SourceForm;
import dev.hayase.records.connect.SourceForm.ListOf;
import dev.hayase.records.connect.SourceForm.StructOf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Values as Kafka Connect writes them: each column's form stands among the schema's source types.
public record ConnectValues(SourceForm form) implements ValueWriters {

  /// For the columns of a table.
  ///
  /// @param sourceTypes column to its form's text
  public static ConnectValues of(Map<String, String> sourceTypes) {
    SequencedMap<String, SourceForm> forms = new LinkedHashMap<>();
    sourceTypes.forEach((column, text) -> forms.put(column, SourceForm.parse(text)));
    return new ConnectValues(new StructOf(forms));
  }

  @Override
  public FieldWriter of(Column source, ColumnType type, int number) {
    SourceForm own = formOf(source);
    return FormWriter.of(own, type, number).orElseGet(() -> FieldWriter.of(type, number, true));
  }

  @Override
  public ValueWriters within(Column struct) {
    return new ConnectValues(formOf(struct));
  }

  private SourceForm formOf(Column column) {
    SourceForm whole = form.of(column.name());
    return column.mode() == Column.Mode.REPEATED && whole instanceof ListOf(SourceForm element)
        ? element
        : whole;
  }
}
