package dev.hayase.engine.measure;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The sum, NULL of no value. Beyond its type it cannot be said, where BigQuery fails the query;
/// what is taken back may mend it. In state: 5 to some 30 bytes; of FLOAT64 as many more as the
/// values are apart in magnitude, 270 at most.
final class SumTally implements Tally {
  private static final BigDecimal LOWEST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final CountedSum sum;
  private final ColumnType type;

  SumTally(int slot, ColumnType type) {
    this.sum = new CountedSum(slot, type);
    this.type = type;
  }

  @Override
  public void read(OrderedReader in) {
    sum.read(in);
  }

  @Override
  public void write(OrderedWriter out) {
    sum.write(out);
  }

  @Override
  public void add(Weighted row, Items items) {
    sum.add(row);
  }

  @Override
  public @Nullable Object result(Items items) {
    if (sum.count() <= 0) {
      return null;
    }
    BigDecimal exact = sum.sum().exact();
    if (exact == null) {
      return sum.sum().special();
    }
    if (type == ColumnType.INT64) {
      return whole(exact);
    }
    return type == ColumnType.FLOAT64 ? exact.doubleValue() : Decimals.of(type).held(exact);
  }

  private static long whole(BigDecimal exact) {
    if (exact.compareTo(LOWEST) < 0 || exact.compareTo(HIGHEST) > 0) {
      throw new EvaluationException("A sum is greater than INT64 holds");
    }
    return exact.longValue();
  }

  @Override
  public boolean isEmpty() {
    return sum.isEmpty();
  }
}
