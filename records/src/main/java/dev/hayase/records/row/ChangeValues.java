package dev.hayase.records.row;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.Map;

/// Values as Hayase's own change records write them; see [FieldWriter#of].
///
/// @param sourceTypes the source's own types, by column
record ChangeValues(Map<String, String> sourceTypes) implements ValueWriters {
  @Override
  public FieldWriter of(Column source, ColumnType type, int number) {
    boolean namesMayRepeat = !"jsonb".equals(sourceTypes.get(source.name()));
    return FieldWriter.of(type, number, namesMayRepeat);
  }

  @Override
  public ValueWriters within(Column struct) {
    return new ChangeValues(Map.of());
  }
}
