package dev.hayase.engine.expression;

import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// An expression as its parts compute it; of a single column it is that column's value.
final class CompiledExpression implements Expression {
  private final String text;
  private final Column result;
  private final Node node;
  private final int plainSlot;
  private final int variables;
  private final SortedSet<String> columns;
  private final boolean readsNow;

  private CompiledExpression(
      String text, Column result, Node node, int plainSlot, Compilation compilation) {
    this.text = text;
    this.result = result;
    this.node = node;
    this.plainSlot = plainSlot;
    this.variables = compilation.variables();
    this.columns = Collections.unmodifiableSortedSet(compilation.columns());
    this.readsNow = compilation.readsNow();
  }

  static CompiledExpression of(String text, Part part, Compilation compilation) {
    OptionalInt plain = compilation.plainSlot(part);
    if (plain.isPresent()) {
      Column column = compilation.column(plain.getAsInt());
      return new CompiledExpression(text, column, part.node(), plain.getAsInt(), compilation);
    }
    Column result =
        part.type()
            .column("x")
            .orElseThrow(() ->
                new Mistake(
                    part.offset(),
                    part.isNull()
                        ? "is nothing but NULL"
                        : "yields a " + part.type() + ", and no column is one",
                    part.isNull()
                        ? "Say of which type, as string(null)"
                        : "Write seconds(...) for a duration, or leave it out"));
    return new CompiledExpression(text, result, output(part), -1, compilation);
  }

  /// JSON leaves an expression as text.
  private static Node output(Part part) {
    Node node = part.node();
    boolean json = part.kind() == Kind.JSON;
    boolean list = part.kind() == Kind.LIST && part.type().elements().kind() == Kind.JSON;
    if (!json && !list) {
      return node;
    }
    return frame -> {
      Object value = node.evaluate(frame);
      if (value == null) {
        return null;
      }
      return json
          ? JsonValue.text(value)
          : ((List<?>) value).stream().map(v -> v == null ? null : JsonValue.text(v)).toList();
    };
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Column result(String name) {
    return result.named(name);
  }

  @Override
  public SortedSet<String> columns() {
    return columns;
  }

  @Override
  public boolean readsNow() {
    return readsNow;
  }

  @Override
  public @Nullable Object evaluate(Row row, Instant now) {
    if (plainSlot >= 0) {
      return row.get(plainSlot);
    }
    try {
      return node.evaluate(new Frame(row, now, variables));
    } catch (Failure e) {
      throw new EvaluationException("The expression `" + text + "` met " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
