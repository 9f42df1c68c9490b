package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Of NUMERIC and BIGNUMERIC.
final class DecimalSum implements ExactSum {
  private static final int LONG_BITS = 63;

  private BigDecimal sum = BigDecimal.ZERO;

  @Override
  public void read(OrderedReader in) {
    int scale = (int) in.integer();
    sum =
        in.nothing()
            ? BigDecimal.valueOf(in.integer(), scale)
            : new BigDecimal(new BigInteger(in.bytes()), scale);
  }

  @Override
  public void write(OrderedWriter out) {
    out.integer(sum.scale());
    BigInteger unscaled = sum.unscaledValue();
    if (unscaled.bitLength() <= LONG_BITS) {
      out.nothing().integer(unscaled.longValue());
    } else {
      out.bytes(unscaled.toByteArray());
    }
  }

  @Override
  public void add(Object value, int weight) {
    BigDecimal operand = (BigDecimal) value;
    sum = weight > 0 ? sum.add(operand) : sum.subtract(operand);
  }

  @Override
  public BigDecimal exact() {
    return sum;
  }

  @Override
  public double special() {
    throw new IllegalStateException("A sum of decimals is a number");
  }

  @Override
  public boolean isEmpty() {
    return sum.signum() == 0;
  }
}
