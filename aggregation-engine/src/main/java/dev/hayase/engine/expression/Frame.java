package dev.hayase.engine.expression;

import dev.hayase.engine.value.Row;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One evaluation: what it reads, and how far it has gone.
final class Frame {
  /// The elements that all macros of one evaluation may look at: a record of the largest size has
  /// fewer, but macros in macros multiply.
  private static final int MOST_STEPS = 100_000;

  final Row row;
  final Instant now;
  private final @Nullable Object[] variables;
  private int steps;

  Frame(Row row, Instant now, int variables) {
    this.row = row;
    this.now = now;
    this.variables = new Object[variables];
  }

  @Nullable Object variable(int slot) {
    return variables[slot];
  }

  /// A macro's variable stands for the next element.
  void step(int slot, @Nullable Object value) {
    if (++steps > MOST_STEPS) {
      throw new Failure("more than " + MOST_STEPS + " elements of lists");
    }
    variables[slot] = value;
  }
}
