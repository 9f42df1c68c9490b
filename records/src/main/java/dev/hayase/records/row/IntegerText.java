package dev.hayase.records.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Reads an integer of 64 bits.
final class IntegerText {
  private static final int MOST_DIGITS = 40;

  private IntegerText() {}

  /// The JSON number that was read, whose digits are all there is.
  static long digits(JsonCursor json) {
    return json.isShortInteger()
        ? json.integer()
        : digits(json.textBuffer(), json.textStart(), json.textEnd());
  }

  /// The JSON number that was read, which is an integer, however it is written: `1.0` and `1e3`
  /// are.
  static long number(JsonCursor json) {
    return json.isShortInteger()
        ? json.integer()
        : number(json.textBuffer(), json.textStart(), json.textEnd());
  }

  /// Digits, and a sign perhaps.
  static long digits(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int first = negative ? from + 1 : from;
    if (first == to) {
      throw new Unfit("is no integer");
    }
    // Counted downwards, since the lowest long has no positive counterpart.
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new Unfit("is no integer");
      }
      if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
        throw tooGreat();
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw tooGreat();
    }
    return negative ? value : -value;
  }

  private static long number(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (b == '.' || b == 'e' || b == 'E') {
        return exact(new String(text, from, to - from, StandardCharsets.US_ASCII));
      }
    }
    return digits(text, from, to);
  }

  private static long exact(String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      // Before the arithmetic, so that 1e1000000 costs nothing.
      if (Math.abs((long) value.precision() - value.scale()) > MOST_DIGITS) {
        throw value.signum() == 0 || value.scale() > 0 ? new Unfit("is no integer") : tooGreat();
      }
      BigInteger integer = value.toBigIntegerExact();
      if (integer.bitLength() >= Long.SIZE) {
        throw tooGreat();
      }
      return integer.longValue();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Unfit("is no integer");
    }
  }

  private static Unfit tooGreat() {
    return new Unfit("is greater than INT64 holds");
  }
}
