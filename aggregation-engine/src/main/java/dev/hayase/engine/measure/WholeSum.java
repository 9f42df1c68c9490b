package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Of INT64: as 64 bits while it fits, else in as many as it needs.
final class WholeSum implements ExactSum {
  private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

  private long low;

  /// What is beyond `low`, so that the sum is both together; a sum that fits is in `low` alone.
  private BigInteger beyond = BigInteger.ZERO;

  @Override
  public void read(OrderedReader in) {
    low = in.integer();
    beyond = in.nothing() ? BigInteger.ZERO : new BigInteger(in.bytes());
  }

  @Override
  public void write(OrderedWriter out) {
    out.integer(low);
    if (beyond.signum() == 0) {
      out.nothing();
    } else {
      out.bytes(beyond.toByteArray());
    }
  }

  @Override
  public void add(Object value, int weight) {
    long operand = (Long) value;
    long sum = weight > 0 ? low + operand : low - operand;
    boolean overflow =
        weight > 0 ? ((low ^ sum) & (operand ^ sum)) < 0 : ((low ^ operand) & (low ^ sum)) < 0;
    if (!overflow && beyond.signum() == 0) {
      low = sum;
      return;
    }
    BigInteger signed = BigInteger.valueOf(operand);
    BigInteger all = whole().add(weight > 0 ? signed : signed.negate());
    low = all.max(LOWEST).min(HIGHEST).longValueExact();
    beyond = all.subtract(BigInteger.valueOf(low));
  }

  private BigInteger whole() {
    return BigInteger.valueOf(low).add(beyond);
  }

  @Override
  public BigDecimal exact() {
    return beyond.signum() == 0 ? BigDecimal.valueOf(low) : new BigDecimal(whole());
  }

  @Override
  public double special() {
    throw new IllegalStateException("A sum of integers is a number");
  }

  @Override
  public boolean isEmpty() {
    return low == 0 && beyond.signum() == 0;
  }
}
