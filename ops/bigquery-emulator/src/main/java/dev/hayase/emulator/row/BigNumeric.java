package dev.hayase.emulator.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;

/// BIGNUMERIC is a 256-bit integer times 10^-38, more than any decimal of DuckDB holds. It is kept
/// as text: the integer plus 2^255, in 64 hexadecimal digits, so that text sorts as the numbers do
/// and equal numbers are equal text.
public final class BigNumeric {
  public static final int SCALE = 38;
  private static final BigInteger SHIFT = BigInteger.ONE.shiftLeft(255);
  public static final BigDecimal MIN = new BigDecimal(SHIFT.negate(), SCALE);
  public static final BigDecimal MAX = new BigDecimal(SHIFT.subtract(BigInteger.ONE), SCALE);
  private static final int BYTES = 32;

  private BigNumeric() {}

  /// @throws ArithmeticException when the value is outside of [#MIN] and [#MAX] or finer than 38
  ///   digits
  public static String toSortedText(BigDecimal value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new ArithmeticException("BIGNUMERIC out of range: " + value);
    }
    byte[] shifted = value.setScale(SCALE).unscaledValue().add(SHIFT).toByteArray();
    byte[] bytes = new byte[BYTES];
    int from = Math.max(0, shifted.length - BYTES);
    int length = shifted.length - from;
    System.arraycopy(shifted, from, bytes, BYTES - length, length);
    return HexFormat.of().formatHex(bytes);
  }

  public static BigDecimal fromSortedText(String text) {
    if (text.length() != 2 * BYTES) {
      throw new IllegalArgumentException("not a BIGNUMERIC: " + text);
    }
    return new BigDecimal(new BigInteger(text, 16).subtract(SHIFT), SCALE);
  }
}
