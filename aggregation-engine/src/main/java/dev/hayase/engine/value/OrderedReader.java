package dev.hayase.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what an [OrderedWriter] wrote, value by value. Before each but [#nothing()] the caller
/// asks whether it is NULL.
public final class OrderedReader {
  private static final int LONG_DIGITS = 18;

  private final byte[] bytes;
  private int at;

  public OrderedReader(byte[] bytes) {
    this(bytes, 0);
  }

  /// @param from where the first value begins
  public OrderedReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /// Where the next value begins.
  public int position() {
    return at;
  }

  public boolean atEnd() {
    return at == bytes.length;
  }

  /// The next byte as it is, 0 to 255.
  public int raw() {
    return bytes[at++] & 0xFF;
  }

  /// The next bytes as they are.
  public byte[] raw(int length) {
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  /// What [OrderedWriter#fixed] wrote.
  public long fixed() {
    long value = ByteBuffer.wrap(bytes).getLong(at);
    at += Long.BYTES;
    return value;
  }

  /// All that is left, as it is.
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  /// Whether the next value is NULL, and reads it if so.
  public boolean nothing() {
    if (bytes[at] == OrderedWriter.NULL) {
      at++;
      return true;
    }
    return false;
  }

  public boolean bool() {
    return raw() == OrderedWriter.TRUE;
  }

  public long integer() {
    int tag = raw();
    boolean negative = tag < OrderedWriter.ZERO_LENGTH;
    int length = negative ? OrderedWriter.ZERO_LENGTH - 1 - tag : tag - OrderedWriter.ZERO_LENGTH;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | raw();
    }
    return value;
  }

  public double float64() {
    if (raw() == OrderedWriter.NAN) {
      return Double.NaN;
    }
    long ordered = fixed();
    return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
  }

  /// Without zeros at the end of its fraction, and never with a negative scale.
  public BigDecimal decimal() {
    int sign = raw();
    if (sign == OrderedWriter.ZERO) {
      return BigDecimal.ZERO;
    }
    boolean negative = sign == OrderedWriter.NEGATIVE;
    int flip = negative ? 0xFF : 0;
    int exponent = ((raw() ^ flip) << 8 | (raw() ^ flip)) - OrderedWriter.EXPONENT_BIAS;
    int from = at;
    while ((raw() ^ flip) != OrderedWriter.END) {
      // Looks for the end.
    }
    char[] digits = new char[(at - 1 - from) * 2];
    for (int i = 0; i < digits.length; i += 2) {
      int pair = ((bytes[from + i / 2] & 0xFF) ^ flip) - 1;
      digits[i] = (char) ('0' + pair / 10);
      digits[i + 1] = (char) ('0' + pair % 10);
    }
    int length = digits[digits.length - 1] == '0' ? digits.length - 1 : digits.length;
    BigDecimal magnitude = magnitude(new String(digits, 0, length), length - exponent);
    return negative ? magnitude.negate() : magnitude;
  }

  private static BigDecimal magnitude(String digits, int scale) {
    BigDecimal value =
        digits.length() <= LONG_DIGITS
            ? BigDecimal.valueOf(Long.parseLong(digits), scale)
            : new BigDecimal(new BigInteger(digits), scale);
    return scale < 0 ? value.setScale(0) : value;
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// Passes over what [OrderedWriter#bytes] wrote.
  public void skipBytes() {
    at++;
    while (bytes[at++] != OrderedWriter.ESCAPE || bytes[at++] != OrderedWriter.ESCAPED_END) {
      // Looks for the end.
    }
  }

  public byte[] bytes() {
    at++;
    int from = at;
    int escaped = 0;
    while (true) {
      if (bytes[at++] == OrderedWriter.ESCAPE) {
        if (bytes[at++] == OrderedWriter.ESCAPED_END) {
          break;
        }
        escaped++;
      }
    }
    int to = at - 2;
    if (escaped == 0) {
      return Arrays.copyOfRange(bytes, from, to);
    }
    byte[] value = new byte[to - from - escaped];
    int next = from;
    for (int i = 0; i < value.length; i++) {
      value[i] = bytes[next];
      next += bytes[next] == OrderedWriter.ESCAPE ? 2 : 1;
    }
    return value;
  }
}
