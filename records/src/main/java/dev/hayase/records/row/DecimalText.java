package dev.hayase.records.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Reads a decimal number for NUMERIC or BIGNUMERIC, and writes it as plain text. Nothing is
/// rounded.
///
/// As text and not as scaled bytes, which BigQuery takes, too: bytes mean another number once the
/// column is widened from NUMERIC to BIGNUMERIC, and nobody would be told.
final class DecimalText {
  private static final int SHORT_DIGITS = 18;

  private final String type;
  private final int scale;
  private final BigInteger lowest;
  private final BigInteger highest;

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

  /// Writes the number as plain text.
  void write(byte[] text, int from, int to, ProtoBuffer out) {
    if (isShort(text, from, to)) {
      out.delimited(text, from, to);
    } else {
      byte[] plain = plain(new String(text, from, to - from, StandardCharsets.UTF_8));
      out.delimited(plain);
    }
  }

  /// The common case: plain already, and with too few digits to be too great.
  private boolean isShort(byte[] text, int from, int to) {
    int digits = 0;
    int fraction = -1;
    for (int i = from < to && text[from] == '-' ? from + 1 : from; i < to; i++) {
      byte b = text[i];
      if (b == '.' && fraction < 0 && digits > 0) {
        fraction = 0;
      } else if (b >= '0' && b <= '9' && digits < SHORT_DIGITS) {
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
      } else {
        return false;
      }
    }
    return digits > 0 && fraction != 0 && fraction <= scale;
  }

  private byte[] plain(String text) {
    BigInteger value = scaled(text);
    if (value.compareTo(lowest) < 0 || value.compareTo(highest) > 0) {
      throw new Unfit("is greater than " + type + " holds");
    }
    BigDecimal exact = new BigDecimal(value, scale);
    return (exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros())
        .toPlainString()
        .getBytes(StandardCharsets.US_ASCII);
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
