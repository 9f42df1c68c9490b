package dev.hayase.records.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Reads a decimal that travels as the base64 of its unscaled value, most significant byte first,
/// into its plain text. Values of up to eight bytes make no objects.
final class UnscaledDecimal {
  private static final int LONG_BYTES = 8;
  private static final int LONGEST_LONG = 20;

  /// Decimals of more digits are beyond all of BigQuery's types, and costly to reckon with.
  private static final int MOST_BYTES = 4096;

  private static final int LARGEST_SCALE = 16_384;

  private byte[] text = new byte[64];
  private int start;
  private int end;

  byte[] buffer() {
    return text;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// Reads the base64 under the cursor; a number, and text that is one, is taken as it stands.
  void read(JsonCursor json, int scale) {
    if (json.peek() != '"') {
      json.number();
      take(json);
      return;
    }
    json.string();
    int length = json.textEnd() - json.textStart();
    int bytes = length == 0 ? 0 : length / 4 * 3 - padding(json);
    if (length % 4 != 0) {
      throw notBase64();
    }
    if (bytes > 0 && bytes <= LONG_BYTES && Math.abs(scale) <= LONGEST_LONG) {
      place(decode(json, bytes), scale);
    } else {
      readLong(json, scale);
    }
  }

  private void take(JsonCursor json) {
    text = reserve(text, json.textEnd() - json.textStart());
    start = 0;
    end = json.textEnd() - json.textStart();
    System.arraycopy(json.textBuffer(), json.textStart(), text, 0, end);
  }

  private static int padding(JsonCursor json) {
    byte[] buffer = json.textBuffer();
    if (buffer[json.textEnd() - 1] != '=') {
      return 0;
    }
    return buffer[json.textEnd() - 2] == '=' ? 2 : 1;
  }

  private static long decode(JsonCursor json, int bytes) {
    byte[] buffer = json.textBuffer();
    long value = 0;
    long word = 0;
    int taken = 0;
    for (int i = json.textStart(); i < json.textEnd(); i++) {
      word = word << 6 | (buffer[i] == '=' ? 0 : sextet(buffer[i]));
      if ((i - json.textStart()) % 4 == 3) {
        for (int shift = 16; shift >= 0 && taken < bytes; shift -= 8, taken++) {
          long octet = word >> shift & 0xFF;
          value = taken == 0 ? (byte) octet : value << 8 | octet;
        }
        word = 0;
      }
    }
    return value;
  }

  private static int sextet(byte b) {
    if (b >= 'A' && b <= 'Z') {
      return b - 'A';
    }
    if (b >= 'a' && b <= 'z') {
      return b - 'a' + 26;
    }
    if (b >= '0' && b <= '9') {
      return b - '0' + 52;
    }
    if (b == '+') {
      return 62;
    }
    if (b == '/') {
      return 63;
    }
    throw notBase64();
  }

  /// Writes digits from the right, with the point where it belongs.
  private void place(long unscaled, int scale) {
    boolean negative = unscaled < 0;
    long rest = unscaled;
    int at = text.length;
    int digits = 0;
    while (rest != 0 || digits <= scale) {
      if (digits == scale && scale > 0) {
        text[--at] = '.';
      }
      // Downwards, since the lowest long has no positive counterpart.
      text[--at] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
      digits++;
    }
    if (negative) {
      text[--at] = '-';
    }
    start = at;
    end = text.length;
    if (scale < 0 && unscaled != 0) {
      int length = end - start;
      System.arraycopy(text, start, text, 0, length);
      Arrays.fill(text, length, length - scale, (byte) '0');
      start = 0;
      end = length - scale;
    }
  }

  private void readLong(JsonCursor json, int scale) {
    byte[] bytes;
    try {
      bytes =
          Base64.getDecoder()
              .decode(Arrays.copyOfRange(json.textBuffer(), json.textStart(), json.textEnd()));
    } catch (IllegalArgumentException e) {
      throw notBase64();
    }
    if (Arrays.equals(bytes, FieldWriter.UNRESOLVED)) {
      throw new Unfit("is missing: the capture did not resolve an unchanged TOAST value");
    }
    if (bytes.length == 0) {
      throw new Unfit("is a decimal of no bytes");
    }
    if (bytes.length > MOST_BYTES || Math.abs((long) scale) > LARGEST_SCALE) {
      throw new Unfit("is a decimal beyond all bounds");
    }
    byte[] plain =
        new BigDecimal(new BigInteger(bytes), scale)
            .toPlainString()
            .getBytes(StandardCharsets.US_ASCII);
    text = reserve(text, plain.length);
    System.arraycopy(plain, 0, text, 0, plain.length);
    start = 0;
    end = plain.length;
  }

  private static byte[] reserve(byte[] buffer, int size) {
    return buffer.length >= size ? buffer : new byte[size];
  }

  private static Unfit notBase64() {
    return new Unfit("is not base64");
  }
}
