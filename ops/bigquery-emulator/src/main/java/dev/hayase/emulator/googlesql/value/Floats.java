package dev.hayase.emulator.googlesql.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// FLOAT64 as text, and its arithmetic, in which an overflow is an error.
public final class Floats {
  private Floats() {}

  /// As `%.15g` where that reads back as the same number, else as `%.17g`.
  public static String print(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "0";
    }
    for (int digits : new int[] {15, 17}) {
      BigDecimal rounded =
          new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (digits == 17 || rounded.doubleValue() == value) {
        return general(rounded, digits, false);
      }
    }
    throw new AssertionError(value);
  }

  /// C's `%g`.
  ///
  /// @param zeros whether zeros at the end stay
  static String general(BigDecimal rounded, int digits, boolean zeros) {
    BigDecimal value = zeros ? rounded : rounded.stripTrailingZeros();
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      return value.scale() < 0 ? value.setScale(0).toPlainString() : value.toPlainString();
    }
    String unscaled = value.unscaledValue().abs().toString();
    String fraction = unscaled.substring(1);
    return (value.signum() < 0 ? "-" : "")
        + unscaled.charAt(0)
        + (fraction.isEmpty() ? "" : "." + fraction)
        + exponent(exponent);
  }

  static String exponent(int exponent) {
    return String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  public static double parse(String text) {
    String t = text.strip();
    return switch (t.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        double value =
            t.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
                ? Double.parseDouble(t)
                : Double.NaN;
        if (!Double.isFinite(value)) {
          throw new EvaluationException("Bad double value: " + text);
        }
        yield value;
      }
    };
  }

  public static double plus(double a, double b) {
    return checked(a + b, a, b, " + ");
  }

  public static double minus(double a, double b) {
    return checked(a - b, a, b, " - ");
  }

  public static double times(double a, double b) {
    return checked(a * b, a, b, " * ");
  }

  public static double by(double a, double b) {
    if (b == 0) {
      throw new EvaluationException("division by zero: " + print(a) + " / " + print(b));
    }
    return checked(a / b, a, b, " / ");
  }

  private static double checked(double result, double a, double b, String operator) {
    if (!Double.isFinite(result) && Double.isFinite(a) && Double.isFinite(b)) {
      throw new EvaluationException("double overflow: " + print(a) + operator + print(b));
    }
    return result;
  }

  /// The result of a function of finite arguments has to be finite.
  public static double finite(double result, String call, double... arguments) {
    boolean finite = true;
    for (double argument : arguments) {
      finite &= Double.isFinite(argument);
    }
    if (finite && !Double.isFinite(result)) {
      throw new EvaluationException("Floating point error in function: " + call);
    }
    return result;
  }

  /// Halves away from zero.
  public static double round(double value, long digits) {
    return rounded(value, digits, RoundingMode.HALF_UP);
  }

  public static double trunc(double value, long digits) {
    return rounded(value, digits, RoundingMode.DOWN);
  }

  private static double rounded(double value, long digits, RoundingMode mode) {
    if (!Double.isFinite(value) || digits > 400) {
      return value;
    }
    if (digits < -400) {
      return Math.copySign(0.0, value);
    }
    BigDecimal exact = digits == 0 ? new BigDecimal(value) : new BigDecimal(Double.toString(value));
    double rounded = exact.setScale((int) digits, mode).doubleValue();
    return rounded == 0 ? Math.copySign(0.0, value) : finite(rounded, "ROUND", value);
  }
}
