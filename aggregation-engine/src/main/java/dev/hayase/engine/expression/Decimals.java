package dev.hayase.engine.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// BigQuery's decimals: exact within their digits, rounded half away from zero beyond them.
final class Decimals {
  private static final int NUMERIC_SCALE = 9;
  private static final int BIGNUMERIC_SCALE = 38;
  private static final BigInteger NUMERIC_LIMIT = BigInteger.TEN.pow(38);
  private static final BigInteger BIGNUMERIC_LIMIT = BigInteger.ONE.shiftLeft(255);

  private Decimals() {}

  /// The value as the column type holds it.
  static BigDecimal fit(BigDecimal value, Kind kind) {
    boolean big = kind == Kind.BIG_DECIMAL;
    int scale = big ? BIGNUMERIC_SCALE : NUMERIC_SCALE;
    // Before anything is written out: 1e999999999 would be a gigabyte of digits.
    long digits = (long) value.precision() - value.scale();
    if (value.signum() == 0 || digits < -scale) {
      return BigDecimal.ZERO;
    }
    if (digits > 40) {
      throw overflow(kind);
    }
    BigDecimal rounded =
        value.scale() > scale ? value.setScale(scale, RoundingMode.HALF_UP) : value;
    if ((long) rounded.precision() - rounded.scale() > 28) {
      BigInteger unscaled = rounded.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().abs();
      if (unscaled.compareTo(big ? BIGNUMERIC_LIMIT : NUMERIC_LIMIT) >= 0) {
        throw overflow(kind);
      }
    }
    return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
  }

  static BigDecimal divide(BigDecimal dividend, BigDecimal divisor, Kind kind) {
    if (divisor.signum() == 0) {
      throw new Failure("a division by zero");
    }
    int scale = kind == Kind.BIG_DECIMAL ? BIGNUMERIC_SCALE : NUMERIC_SCALE;
    return fit(dividend.divide(divisor, scale, RoundingMode.HALF_UP), kind);
  }

  static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor, Kind kind) {
    if (divisor.signum() == 0) {
      throw new Failure("a division by zero");
    }
    return fit(dividend.remainder(divisor), kind);
  }

  /// What a text or a number stands for.
  static BigDecimal parse(String text, Kind kind) {
    try {
      return fit(new BigDecimal(text.strip()), kind);
    } catch (NumberFormatException _) {
      throw new Failure("a text that is no " + kind);
    }
  }

  static BigDecimal of(double value, Kind kind) {
    if (!Double.isFinite(value)) {
      throw new Failure("a FLOAT64 that is no " + kind);
    }
    return fit(BigDecimal.valueOf(value), kind);
  }

  private static Failure overflow(Kind kind) {
    return new Failure("a number beyond the limits of " + kind);
  }
}
