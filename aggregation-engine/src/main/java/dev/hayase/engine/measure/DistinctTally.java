package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.schema.Column;

/// How many different values. In state: an item for each of them, and up to 9 bytes.
final class DistinctTally implements Tally {
  private final int slot;
  private final Column column;
  private long distinct;

  DistinctTally(int slot, Column column) {
    this.slot = slot;
    this.column = column;
  }

  @Override
  public void read(OrderedReader in) {
    distinct = in.integer();
  }

  @Override
  public void write(OrderedWriter out) {
    out.integer(distinct);
  }

  @Override
  public void add(Weighted row, Items items) {
    Object value = row.inputs().get(slot);
    if (value != null) {
      OrderedWriter item = new OrderedWriter(16);
      RowCodec.write(column, value, item);
      long count = items.add(item.toBytes(), row.weight());
      distinct += Boolean.compare(count > 0, count - row.weight() > 0);
    }
  }

  @Override
  public Object result(Items items) {
    return distinct;
  }

  @Override
  public boolean isEmpty() {
    return distinct == 0;
  }
}
