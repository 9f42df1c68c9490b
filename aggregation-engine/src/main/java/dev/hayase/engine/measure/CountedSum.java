package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.event.schema.ColumnType;

/// A sum and how many values it is of: what [SumTally] and [AverageTally] have in common.
final class CountedSum {
  private final int slot;
  private final ExactSum sum;
  private long count;

  CountedSum(int slot, ColumnType type) {
    this.slot = slot;
    this.sum =
        switch (type) {
          case INT64 -> new WholeSum();
          case FLOAT64 -> new FloatSum();
          case NUMERIC, BIGNUMERIC -> new DecimalSum();
          case BOOL,
              STRING,
              BYTES,
              DATE,
              TIME,
              DATETIME,
              TIMESTAMP,
              INTERVAL,
              JSON,
              GEOGRAPHY,
              STRUCT ->
              throw new IllegalArgumentException(type + " has no sum");
        };
  }

  void read(OrderedReader in) {
    count = in.integer();
    sum.read(in);
  }

  void write(OrderedWriter out) {
    out.integer(count);
    sum.write(out);
  }

  void add(Weighted row) {
    Object value = row.inputs().get(slot);
    if (value != null) {
      count += row.weight();
      sum.add(value, row.weight());
    }
  }

  /// How many values.
  long count() {
    return count;
  }

  ExactSum sum() {
    return sum;
  }

  boolean isEmpty() {
    return count == 0 && sum.isEmpty();
  }
}
