package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Of FLOAT64: the finite ones exactly, as a whole number times a power of two; NaN and infinities
/// are counted apart.
final class FloatSum implements ExactSum {
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION = (1L << FRACTION_BITS) - 1;
  private static final int SMALLEST_EXPONENT = -1074;

  private BigInteger significand = BigInteger.ZERO;
  private int exponent;
  private long nans;
  private long infinities;
  private long negativeInfinities;

  @Override
  public void read(OrderedReader in) {
    exponent = (int) in.integer();
    significand = new BigInteger(in.bytes());
    nans = in.integer();
    infinities = in.integer();
    negativeInfinities = in.integer();
  }

  @Override
  public void write(OrderedWriter out) {
    out.integer(exponent).bytes(significand.toByteArray());
    out.integer(nans).integer(infinities).integer(negativeInfinities);
  }

  @Override
  public void add(Object value, int weight) {
    double operand = (Double) value;
    if (Double.isNaN(operand)) {
      nans += weight;
    } else if (Double.isInfinite(operand)) {
      infinities += operand > 0 ? weight : 0;
      negativeInfinities += operand < 0 ? weight : 0;
    } else if (operand != 0) {
      long bits = Double.doubleToRawLongBits(operand);
      int biased = (int) (bits >>> FRACTION_BITS) & 0x7FF;
      long fraction = biased == 0 ? bits & FRACTION : (bits & FRACTION) | (FRACTION + 1);
      add(
          BigInteger.valueOf(bits < 0 == weight < 0 ? fraction : -fraction),
          SMALLEST_EXPONENT + Math.max(biased - 1, 0));
    }
  }

  private void add(BigInteger operand, int operandExponent) {
    int common = Math.min(exponent, operandExponent);
    BigInteger sum =
        significand.shiftLeft(exponent - common).add(operand.shiftLeft(operandExponent - common));
    int zeros = sum.signum() == 0 ? 0 : sum.getLowestSetBit();
    significand = sum.shiftRight(zeros);
    exponent = sum.signum() == 0 ? 0 : common + zeros;
  }

  @Override
  public @Nullable BigDecimal exact() {
    if (nans > 0 || infinities > 0 || negativeInfinities > 0) {
      return null;
    }
    BigDecimal whole = new BigDecimal(significand);
    return exponent >= 0
        ? whole.multiply(new BigDecimal(BigInteger.TWO.pow(exponent)))
        : whole.divide(new BigDecimal(BigInteger.TWO.pow(-exponent)));
  }

  @Override
  public double special() {
    if (nans > 0 || (infinities > 0 && negativeInfinities > 0)) {
      return Double.NaN;
    }
    return infinities > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  @Override
  public boolean isEmpty() {
    return significand.signum() == 0 && nans == 0 && infinities == 0 && negativeInfinities == 0;
  }
}
