package dev.hayase.engine.group;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;

/// A body that is its rows, all of them items.
sealed interface RowsBody extends Body permits LatestRow, CustomRows {
  @Override
  default void read(OrderedReader in) {
    // All is in its items.
  }

  @Override
  default void write(OrderedWriter out) {
    // All is in its items.
  }

  @Override
  default boolean isEmpty() {
    return true;
  }
}
