package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// The mean, NULL of no value: FLOAT64 of INT64 and FLOAT64; NUMERIC and BIGNUMERIC, rounded half
/// away from zero to the digits that these have, of themselves. In state as [SumTally].
final class AverageTally implements Tally {
  /// More digits than FLOAT64 tells apart, so that rounding twice is rounding once.
  private static final MathContext FINE = new MathContext(60);

  private final CountedSum sum;
  private final ColumnType result;

  AverageTally(int slot, ColumnType type, ColumnType result) {
    this.sum = new CountedSum(slot, type);
    this.result = result;
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
    BigDecimal count = BigDecimal.valueOf(sum.count());
    if (result == ColumnType.FLOAT64) {
      return exact.divide(count, FINE).doubleValue();
    }
    Decimals decimals = Decimals.of(result);
    return decimals.held(exact.divide(count, decimals.scale(), RoundingMode.HALF_UP));
  }

  @Override
  public boolean isEmpty() {
    return sum.isEmpty();
  }
}
