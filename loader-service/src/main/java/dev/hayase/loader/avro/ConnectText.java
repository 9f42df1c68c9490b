package dev.hayase.loader.avro;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes JSON into one growing array, which is used again for every record.
final class ConnectText {
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] BASE64 =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final int LONGEST_LONG = 20;

  private byte[] text = new byte[4096];
  private int size;

  void clear() {
    size = 0;
  }

  byte[] bytes() {
    return text;
  }

  int size() {
    return size;
  }

  void put(char c) {
    reserve(1);
    text[size++] = (byte) c;
  }

  void plain(byte[] ascii) {
    reserve(ascii.length);
    System.arraycopy(ascii, 0, text, size, ascii.length);
    size += ascii.length;
  }

  void plain(String ascii) {
    plain(ascii(ascii));
  }

  void number(long value) {
    reserve(LONGEST_LONG);
    long rest = value;
    int digits = 1;
    for (long r = rest / 10; r != 0; r /= 10) {
      digits++;
    }
    if (value < 0) {
      text[size++] = '-';
    }
    for (int i = size + digits - 1; i >= size; i--) {
      text[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    size += digits;
  }

  /// As Connect's converter writes it: what JSON has no number for is text.
  void number(double value, String shortest) {
    if (Double.isFinite(value)) {
      plain(shortest);
    } else {
      put('"');
      plain(shortest);
      put('"');
    }
  }

  void string(byte[] utf8, int from, int to) {
    reserve(to - from + 2);
    text[size++] = '"';
    for (int i = from; i < to; i++) {
      byte b = utf8[i];
      if (b == '"' || b == '\\') {
        reserve(to - i + 3);
        text[size++] = '\\';
        text[size++] = b;
      } else if (b >= 0 && b < ' ') {
        reserve(to - i + 8);
        plain("\\u00");
        text[size++] = HEX[b >> 4];
        text[size++] = HEX[b & 0xF];
      } else {
        text[size++] = b;
      }
    }
    reserve(1);
    text[size++] = '"';
  }

  void base64(byte[] bytes, int from, int to) {
    reserve((to - from + 2) / 3 * 4 + 2);
    text[size++] = '"';
    int at = from;
    for (; at + 2 < to; at += 3) {
      int word = (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
      quartet(word, 4);
    }
    if (to - at == 1) {
      quartet((bytes[at] & 0xFF) << 16, 2);
    } else if (to - at == 2) {
      quartet((bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8, 3);
    }
    text[size++] = '"';
  }

  private void quartet(int word, int meaningful) {
    for (int i = 0; i < 4; i++) {
      text[size++] = i < meaningful ? BASE64[word >> (18 - 6 * i) & 0x3F] : (byte) '=';
    }
  }

  private void reserve(int more) {
    if (text.length - size < more) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, size + more));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
