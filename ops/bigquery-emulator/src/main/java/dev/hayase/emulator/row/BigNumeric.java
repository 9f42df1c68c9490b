package dev.hayase.emulator.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// BIGNUMERIC is a 256-bit integer times 10^-38. It is stored as 32 bytes, most significant first,
/// shifted by 2^255: bytes sort as the numbers do.
public final class BigNumeric {
  public static final int SCALE = 38;
  private static final BigInteger SHIFT = BigInteger.ONE.shiftLeft(255);
  static final BigDecimal MIN = new BigDecimal(SHIFT.negate(), SCALE);
  static final BigDecimal MAX = new BigDecimal(SHIFT.subtract(BigInteger.ONE), SCALE);

  private BigNumeric() {}

  public static byte[] toSortedBytes(BigDecimal value) {
    byte[] shifted = value.setScale(SCALE).unscaledValue().add(SHIFT).toByteArray();
    byte[] bytes = new byte[32];
    int from = Math.max(0, shifted.length - 32);
    int length = shifted.length - from;
    System.arraycopy(shifted, from, bytes, 32 - length, length);
    return bytes;
  }

  public static BigDecimal fromSortedBytes(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("BIGNUMERIC of " + Arrays.toString(bytes));
    }
    return new BigDecimal(new BigInteger(1, bytes).subtract(SHIFT), SCALE);
  }
}
