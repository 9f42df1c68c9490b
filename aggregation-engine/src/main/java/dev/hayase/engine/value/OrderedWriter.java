package dev.hayase.engine.value;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes values one after the other, so that the bytes sort, unsigned, as the values do, and each
/// can be read back without knowing its length. What follows a value never changes how it sorts
/// against another one, so that the bytes of some values are a prefix for all that begin with them.
///
/// Every value begins with a byte that says which kind of it follows, and NULL's is the lowest.
public final class OrderedWriter {
  static final int NULL = 0;
  static final int PRESENT = 1;
  static final int END = 0;
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int ZERO_LENGTH = 0x10;
  static final int NAN = 1;
  static final int NUMBER = 2;
  static final int NEGATIVE = 1;
  static final int ZERO = 2;
  static final int POSITIVE = 3;
  static final int EXPONENT_BIAS = 0x8000;
  static final int ESCAPE = 0;
  static final int ESCAPED_END = 1;
  static final int ESCAPED_ZERO = 0xFF;

  private byte[] bytes;
  private int size;

  public OrderedWriter() {
    this(64);
  }

  /// @param capacity how many bytes are expected
  public OrderedWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /// What was written.
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /// Forgets what was written.
  public OrderedWriter clear() {
    size = 0;
    return this;
  }

  /// One byte as it is.
  public OrderedWriter raw(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /// Bytes as they are: what was encoded before, or a prefix of the caller's own.
  public OrderedWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  public OrderedWriter nothing() {
    return raw(NULL);
  }

  public OrderedWriter bool(boolean value) {
    return raw(value ? TRUE : FALSE);
  }

  /// An integer, in as few bytes as it needs: one for 0, two below 256.
  public OrderedWriter integer(long value) {
    long magnitude = value < 0 ? ~value : value;
    int length = (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + 7) / 8;
    raw(value < 0 ? ZERO_LENGTH - 1 - length : ZERO_LENGTH + length);
    room(length);
    for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /// A number that is not negative, in eight bytes and without the byte for its kind.
  public OrderedWriter fixed(long value) {
    room(Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(size, value);
    size += Long.BYTES;
    return this;
  }

  /// NaN is the least, all NaNs are one, and `-0.0` is written as the 0.0 that it equals.
  public OrderedWriter float64(double value) {
    if (Double.isNaN(value)) {
      return raw(NAN);
    }
    long bits = Double.doubleToRawLongBits(value == 0 ? 0.0 : value);
    long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    return raw(NUMBER).fixed(ordered);
  }

  /// By its numeric value: `1.0` and `1.00` are one.
  ///
  /// @throws ArithmeticException when it is beyond 10^32767, or as close to zero
  public OrderedWriter decimal(BigDecimal value) {
    int sign = value.signum();
    if (sign == 0) {
      return raw(ZERO);
    }
    raw(sign < 0 ? NEGATIVE : POSITIVE);
    int from = size;
    String digits = value.unscaledValue().abs().toString();
    long exponent = (long) digits.length() - value.scale() + EXPONENT_BIAS;
    if (exponent < 0 || exponent > 0xFFFF) {
      throw new ArithmeticException("A decimal number is too great or too small to be kept");
    }
    raw((int) exponent >>> 8).raw((int) exponent);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    for (int i = 0; i < end; i += 2) {
      int low = i + 1 < end ? digits.charAt(i + 1) - '0' : 0;
      raw((digits.charAt(i) - '0') * 10 + low + 1);
    }
    raw(END);
    if (sign < 0) {
      for (int i = from; i < size; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
    }
    return this;
  }

  /// In the order of its code points, as BigQuery's strings.
  public OrderedWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes of any length.
  public OrderedWriter bytes(byte[] value) {
    raw(PRESENT);
    room(value.length + 2);
    for (byte b : value) {
      if (b == ESCAPE) {
        raw(ESCAPE).raw(ESCAPED_ZERO);
      } else {
        raw(b);
      }
    }
    return raw(ESCAPE).raw(ESCAPED_END);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
