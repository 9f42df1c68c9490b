package dev.hayase.loader.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Reads a decimal number into the bytes of NUMERIC or BIGNUMERIC: the number times ten to the
/// scale, two's complement, little-endian. Nothing is rounded.
final class DecimalText {
  private static final int LONG_DIGITS = 18;

  private final String type;
  private final int scale;
  private final BigInteger lowest;
  private final BigInteger highest;
  private final byte[] encoded = new byte[33];

  private DecimalText(String type, int scale, BigInteger lowest, BigInteger highest) {
    this.type = type;
    this.scale = scale;
    this.lowest = lowest;
    this.highest = highest;
  }

  /// 29 digits before the point, 9 after it.
  static DecimalText numeric() {
    BigInteger highest = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    return new DecimalText("NUMERIC", 9, highest.negate(), highest);
  }

  /// 256 bits, 38 digits after the point.
  static DecimalText bigNumeric() {
    BigInteger limit = BigInteger.TWO.pow(255);
    return new DecimalText("BIGNUMERIC", 38, limit.negate(), limit.subtract(BigInteger.ONE));
  }

  void write(byte[] text, int from, int to, ProtoBuffer out) {
    if (!writeShort(text, from, to, out)) {
      writeAny(text, from, to, out);
    }
  }

  /// The common case, plain and short enough for a long, without making objects.
  private boolean writeShort(byte[] text, int from, int to, ProtoBuffer out) {
    boolean negative = from < to && text[from] == '-';
    long value = 0;
    int digits = 0;
    int fraction = -1;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      byte b = text[i];
      if (b == '.' && fraction < 0 && digits > 0) {
        fraction = 0;
      } else if (b >= '0' && b <= '9' && digits < LONG_DIGITS) {
        value = value * 10 + b - '0';
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
      } else {
        return false;
      }
    }
    int missing = scale - Math.max(fraction, 0);
    if (digits == 0 || fraction == 0 || missing < 0 || digits + missing > LONG_DIGITS) {
      return false;
    }
    for (int i = 0; i < missing; i++) {
      value *= 10;
    }
    writeLong(negative ? -value : value, out);
    return true;
  }

  private void writeLong(long value, ProtoBuffer out) {
    int size = 0;
    long rest = value;
    do {
      encoded[size++] = (byte) rest;
      rest >>= 8;
    } while (rest != (encoded[size - 1] < 0 ? -1 : 0));
    out.delimited(encoded, 0, size);
  }

  private void writeAny(byte[] text, int from, int to, ProtoBuffer out) {
    BigInteger value = scaled(new String(text, from, to - from, StandardCharsets.UTF_8));
    if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
      throw new Unfit("is greater than " + type + " holds");
    }
    byte[] bigEndian = value.toByteArray();
    for (int i = 0; i < bigEndian.length; i++) {
      encoded[i] = bigEndian[bigEndian.length - 1 - i];
    }
    out.delimited(encoded, 0, bigEndian.length);
  }

  private BigInteger scaled(String text) {
    BigDecimal decimal = decimal(text);
    if (decimal.signum() == 0) {
      return BigInteger.ZERO;
    }
    // Before the arithmetic, so that 1E+1000000 costs nothing.
    if ((long) decimal.precision() - decimal.scale() > 40) {
      throw new Unfit("is greater than " + type + " holds");
    }
    BigDecimal stripped = decimal.stripTrailingZeros();
    if (stripped.scale() > scale) {
      throw new Unfit(
          "has more than the " + scale + " digits after the point that " + type + " holds");
    }
    return stripped.setScale(scale).unscaledValue();
  }

  private BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new Unfit(
          switch (text) {
            case "NaN" -> "is NaN, which " + type + " does not hold";
            case "Infinity", "-Infinity" -> "is infinite, which " + type + " does not hold";
            default -> "is no decimal number";
          });
    }
  }
}
