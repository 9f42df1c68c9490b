package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import org.jspecify.annotations.Nullable;

/// A measure at work on one group: a few bytes that are kept with the group, and items beside it.
interface Tally {
  /// Takes up what [#write] left.
  void read(OrderedReader in);

  void write(OrderedWriter out);

  /// Takes a row that passed the measure's filter.
  void add(Weighted row, Items items);

  /// @throws dev.hayase.engine.expression.EvaluationException when the result is beyond its type
  @Nullable Object result(Items items);

  /// Whether nothing is in it, as when it began.
  boolean isEmpty();
}
