package dev.hayase.aggregation.scene;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A column as an expression. The text `poison` has no value.
public record ColumnValue(Layout layout, String name) implements Expression {
  @Override
  public String text() {
    return name;
  }

  @Override
  public Column result(String other) {
    return layout.columns().get(slot()).named(other);
  }

  @Override
  public SortedSet<String> columns() {
    return new TreeSet<>(List.of(name));
  }

  @Override
  public boolean readsNow() {
    return false;
  }

  @Override
  public @Nullable Object evaluate(Row row, Instant now) {
    Object value = row.get(slot());
    if (Objects.equals(value, "poison")) {
      throw new EvaluationException("The column " + name + " is poisoned");
    }
    return value;
  }

  private int slot() {
    return layout.slot(name).orElseThrow();
  }
}
