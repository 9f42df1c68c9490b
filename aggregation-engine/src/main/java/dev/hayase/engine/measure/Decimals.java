package dev.hayase.engine.measure;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;

/// What NUMERIC and BIGNUMERIC hold.
enum Decimals {
  NUMERIC(9, BigInteger.TEN.pow(38).subtract(BigInteger.ONE)),
  BIGNUMERIC(38, BigInteger.TWO.pow(255).subtract(BigInteger.ONE));

  private final int scale;
  private final BigInteger highest;

  Decimals(int scale, BigInteger highest) {
    this.scale = scale;
    this.highest = highest;
  }

  static Decimals of(ColumnType type) {
    return type == ColumnType.NUMERIC ? NUMERIC : BIGNUMERIC;
  }

  /// Digits after the point.
  int scale() {
    return scale;
  }

  /// The number, if the type holds it.
  BigDecimal held(BigDecimal value) {
    BigInteger unscaled = value.setScale(scale).unscaledValue();
    // BIGNUMERIC reaches one further below zero.
    BigInteger magnitude =
        unscaled.signum() < 0 && this == BIGNUMERIC ? unscaled.not() : unscaled.abs();
    if (magnitude.compareTo(highest) > 0) {
      throw new EvaluationException("A sum is greater than " + name() + " holds");
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
