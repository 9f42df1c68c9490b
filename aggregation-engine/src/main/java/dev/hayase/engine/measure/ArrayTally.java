package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first values: `ARRAY_AGG(x IGNORE NULLS ORDER BY y LIMIT n)`, rows without `y` first, as SQL
/// sorts NULL; the empty list of none. In state: an item for each row, with both values, order and
/// id.
final class ArrayTally implements Tally {
  private final RowOrder order;
  private final int limit;

  ArrayTally(RowOrder order, int limit) {
    this.order = order;
    this.limit = limit;
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
    if (order.wanted(row) != null) {
      items.add(order.item(row), row.weight());
    }
  }

  @Override
  public Object result(Items items) {
    List<@Nullable Object> values = new ArrayList<>();
    items.forEach(item -> {
      values.add(order.value(item));
      return values.size() < limit;
    });
    return values;
  }

  @Override
  public boolean isEmpty() {
    return true;
  }
}
