package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import org.jspecify.annotations.Nullable;

/// The value of the first or the last row, NULL or not: `ARRAY_AGG(x ORDER BY y LIMIT 1)` of the
/// rows that have `y`. In state: an item for each row, with both values, order and id.
final class EdgeTally implements Tally {
  private final RowOrder order;
  private final boolean last;

  EdgeTally(RowOrder order, boolean last) {
    this.order = order;
    this.last = last;
  }

  @Override
  public void read(OrderedReader in) {
    // All is in its items.
  }

  @Override
  public void write(OrderedWriter out) {
    // All is in its items.
  }

  @Override
  public void add(Weighted row, Items items) {
    if (order.hasPlace(row)) {
      items.add(order.item(row), row.weight());
    }
  }

  @Override
  public @Nullable Object result(Items items) {
    byte[] item = last ? items.last() : items.first();
    return item == null ? null : order.value(item);
  }

  @Override
  public boolean isEmpty() {
    return true;
  }
}
