package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.schema.Column;
import org.jspecify.annotations.Nullable;

/// The least or the greatest value, NULL of none; NaN, if there is one, as in BigQuery. In state:
/// an item for each different value, since the next one follows when the extreme is taken back.
final class ExtremeTally implements Tally {
  private final int slot;
  private final Column column;
  private final boolean greatest;

  ExtremeTally(int slot, Column column, boolean greatest) {
    this.slot = slot;
    this.column = column;
    this.greatest = greatest;
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
    Object value = row.inputs().get(slot);
    if (value != null) {
      OrderedWriter item = new OrderedWriter(16);
      RowCodec.write(column, value, item);
      items.add(item.toBytes(), row.weight());
    }
  }

  @Override
  public @Nullable Object result(Items items) {
    byte[] first = items.first();
    if (first == null) {
      return null;
    }
    Object least = RowCodec.read(column, new OrderedReader(first));
    if (!greatest || (least instanceof Double number && number.isNaN())) {
      return least;
    }
    byte[] last = items.last();
    return last == null ? null : RowCodec.read(column, new OrderedReader(last));
  }

  @Override
  public boolean isEmpty() {
    return true;
  }
}
