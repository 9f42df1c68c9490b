package dev.hayase.emulator.googlesql.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// INT64: its arithmetic, in which an overflow is an error, and where it comes from.
public final class Whole {
  private static final Pattern TEXT = Pattern.compile("([+-]?)(0[xX])?([0-9a-fA-F]+)");

  private Whole() {}

  /// From the operation of one line, exact or failing.
  @FunctionalInterface
  public interface Operation {
    long apply(long a, long b);
  }

  public static long exact(Operation operation, long a, String operator, long b) {
    try {
      return operation.apply(a, b);
    } catch (ArithmeticException e) {
      throw new EvaluationException("int64 overflow: " + a + " " + operator + " " + b);
    }
  }

  public static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw new EvaluationException("int64 overflow: -" + a);
    }
    return -a;
  }

  public static long div(long a, long b) {
    if (b == 0) {
      throw new EvaluationException("division by zero: " + a + " / " + b);
    }
    return exact(Math::divideExact, a, "/", b);
  }

  public static long mod(long a, long b) {
    if (b == 0) {
      throw new EvaluationException("division by zero: MOD(" + a + ", " + b + ")");
    }
    return b == -1 ? 0 : a % b;
  }

  public static long shiftLeft(long a, long n) {
    negativeShift(n);
    return n > 63 ? 0 : a << n;
  }

  /// Zeros come in from the left.
  public static long shiftRight(long a, long n) {
    negativeShift(n);
    return n > 63 ? 0 : a >>> n;
  }

  private static void negativeShift(long n) {
    if (n < 0) {
      throw new EvaluationException("Bitwise binary operators do not support negative shift: " + n);
    }
  }

  public static long parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (m.matches() && (m.group(2) != null || m.group(3).matches("\\d+"))) {
      BigInteger value = new BigInteger(m.group(3), m.group(2) == null ? 10 : 16);
      BigInteger signed = m.group(1).equals("-") ? value.negate() : value;
      if (signed.bitLength() < 64) {
        return signed.longValue();
      }
    }
    throw new EvaluationException("Bad int64 value: " + text);
  }

  /// Halves away from zero.
  public static long of(double value) {
    if (!Double.isFinite(value)) {
      throw new EvaluationException(
          "Illegal conversion of non-finite floating point number to an integer: "
              + Floats.print(value).toLowerCase(Locale.ROOT));
    }
    return of(new BigDecimal(value), Floats.print(value));
  }

  public static long of(BigDecimal value) {
    return of(value, Decimals.print(value));
  }

  private static long of(BigDecimal value, String text) {
    BigInteger whole = value.setScale(0, RoundingMode.HALF_UP).toBigInteger();
    if (whole.bitLength() > 63) {
      throw new EvaluationException("int64 out of range: " + text);
    }
    return whole.longValue();
  }
}
