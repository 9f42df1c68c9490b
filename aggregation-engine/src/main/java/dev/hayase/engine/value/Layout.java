package dev.hayase.engine.value;

import dev.hayase.event.schema.Column;
import java.util.List;
import java.util.OptionalInt;

/// The columns of a [Row], in the order of its values.
public record Layout(List<Column> columns) {
  public static final Layout EMPTY = new Layout(List.of());

  public Layout {
    columns = List.copyOf(columns);
    if (columns.stream().map(Column::name).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("Two columns have one name");
    }
  }

  /// Where the column's value stands.
  public OptionalInt slot(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  public int size() {
    return columns.size();
  }
}
