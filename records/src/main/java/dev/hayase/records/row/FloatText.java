package dev.hayase.records.row;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a number into the double that is nearest to it.
final class FloatText {
  private static final double[] POWERS_OF_TEN = powersOfTen();
  private static final int EXACT_DIGITS = 15;
  private static final byte[] NAN = ascii("NaN");
  private static final byte[] INFINITY = ascii("Infinity");
  private static final byte[] MINUS_INFINITY = ascii("-Infinity");

  private FloatText() {}

  /// A JSON number: the double that is nearest; but an integer that the double does not give back,
  /// printed, is no float.
  static double number(byte[] text, int from, int to) {
    double value = nearest(text, from, to);
    if (to - from > EXACT_DIGITS && isInteger(text, from, to)) {
      String digits = new String(text, from, to - from, StandardCharsets.US_ASCII);
      if (new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(digits)) != 0) {
        throw new Unfit("is an integer that FLOAT64 does not hold exactly");
      }
    }
    return value;
  }

  private static boolean isInteger(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '.' || text[i] == 'e' || text[i] == 'E') {
        return false;
      }
    }
    return true;
  }

  private static double nearest(byte[] text, int from, int to) {
    boolean negative = text[from] == '-';
    long digitsValue = 0;
    int digits = 0;
    int fraction = -1;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      byte b = text[i];
      if (b == '.') {
        fraction = 0;
      } else if (b >= '0' && b <= '9' && digits < EXACT_DIGITS) {
        digitsValue = digitsValue * 10 + b - '0';
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
      } else {
        return slowly(text, from, to);
      }
    }
    // Both operands are exact in a double, so the quotient is the nearest one.
    double value = digitsValue / POWERS_OF_TEN[Math.max(fraction, 0)];
    return negative ? -value : value;
  }

  private static double slowly(byte[] text, int from, int to) {
    double value = Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
    if (Double.isInfinite(value)) {
      throw new Unfit("is greater than FLOAT64 holds");
    }
    return value;
  }

  /// A value that JSON has no number for.
  static double word(byte[] text, int from, int to) {
    if (is(NAN, text, from, to)) {
      return Double.NaN;
    }
    if (is(INFINITY, text, from, to)) {
      return Double.POSITIVE_INFINITY;
    }
    if (is(MINUS_INFINITY, text, from, to)) {
      return Double.NEGATIVE_INFINITY;
    }
    throw new Unfit("is no number");
  }

  private static boolean is(byte[] word, byte[] text, int from, int to) {
    return Arrays.equals(word, 0, word.length, text, from, to);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static double[] powersOfTen() {
    double[] powers = new double[EXACT_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
