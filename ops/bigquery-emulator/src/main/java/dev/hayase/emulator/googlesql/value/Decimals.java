package dev.hayase.emulator.googlesql.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// NUMERIC and BIGNUMERIC: exact, rounded half away from zero to the digits of the type.
public enum Decimals {
  NUMERIC(9, BigInteger.TEN.pow(38).subtract(BigInteger.ONE), "numeric"),
  BIGNUMERIC(38, BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE), "BIGNUMERIC");

  private final int scale;
  private final BigDecimal most;
  private final String name;

  Decimals(int scale, BigInteger most, String name) {
    this.scale = scale;
    this.most = new BigDecimal(most, scale);
    this.name = name;
  }

  public static String print(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.toBigInteger().toString() : stripped.toPlainString();
  }

  public BigDecimal parse(String text) {
    String t = text.strip();
    if (t.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?")) {
      BigDecimal value = new BigDecimal(t).setScale(scale, RoundingMode.HALF_UP);
      if (fits(value)) {
        return value;
      }
    }
    throw new EvaluationException("Invalid " + name() + " value: " + text);
  }

  public BigDecimal of(double value) {
    if (!Double.isFinite(value)) {
      throw new EvaluationException(
          "Illegal conversion of non-finite floating point number to "
              + name
              + ": "
              + Floats.print(value));
    }
    BigDecimal rounded = new BigDecimal(value).setScale(scale, RoundingMode.HALF_UP);
    if (!fits(rounded)) {
      throw new EvaluationException(name + " out of range: " + Floats.print(value));
    }
    return rounded;
  }

  public BigDecimal of(BigDecimal value) {
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    if (!fits(rounded)) {
      throw new EvaluationException(name + " out of range: " + print(value));
    }
    return rounded;
  }

  private boolean fits(BigDecimal value) {
    return value.abs().compareTo(most) <= 0;
  }

  private BigDecimal checked(BigDecimal value, String operation) {
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
    if (!fits(rounded)) {
      throw new EvaluationException(name + " overflow: " + operation);
    }
    return rounded;
  }

  public BigDecimal plus(BigDecimal a, BigDecimal b) {
    return checked(a.add(b), print(a) + " + " + print(b));
  }

  public BigDecimal minus(BigDecimal a, BigDecimal b) {
    return checked(a.subtract(b), print(a) + " - " + print(b));
  }

  public BigDecimal times(BigDecimal a, BigDecimal b) {
    return checked(a.multiply(b), print(a) + " * " + print(b));
  }

  public BigDecimal by(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw new EvaluationException("division by zero: " + print(a) + " / " + print(b));
    }
    return checked(a.divide(b, scale, RoundingMode.HALF_UP), print(a) + " / " + print(b));
  }

  public BigDecimal div(BigDecimal a, BigDecimal b) {
    String call = "DIV(" + print(a) + ", " + print(b) + ")";
    if (b.signum() == 0) {
      throw new EvaluationException("division by zero: " + call);
    }
    return checked(a.divideToIntegralValue(b), call);
  }

  public BigDecimal mod(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      throw new EvaluationException("division by zero: MOD(" + print(a) + ", " + print(b) + ")");
    }
    return a.remainder(b);
  }

  public BigDecimal round(BigDecimal value, long digits, RoundingMode mode) {
    if (digits >= scale) {
      return value;
    }
    if (digits < -100) {
      return BigDecimal.ZERO;
    }
    return checked(
        value.setScale((int) digits, mode), "ROUND(" + print(value) + ", " + digits + ")");
  }

  public BigDecimal sqrt(BigDecimal value) {
    if (value.signum() < 0) {
      throw new EvaluationException("SQRT is undefined for negative value: " + print(value));
    }
    return checked(value.sqrt(new MathContext(100)), "SQRT");
  }
}
