package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.util.OptionalInt;

/// How many rows, or values that are not NULL. In state: 1 to 9 bytes.
final class CountTally implements Tally {
  private final OptionalInt slot;
  private long count;

  CountTally(OptionalInt slot) {
    this.slot = slot;
  }

  @Override
  public void read(OrderedReader in) {
    count = in.integer();
  }

  @Override
  public void write(OrderedWriter out) {
    out.integer(count);
  }

  @Override
  public void add(Weighted row, Items items) {
    if (slot.isEmpty() || row.inputs().get(slot.getAsInt()) != null) {
      count += row.weight();
    }
  }

  @Override
  public Object result(Items items) {
    return Math.max(count, 0);
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }
}
