package dev.hayase.records.row;

/// UTF-8 by the book (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing above
/// U+10FFFF.
final class Utf8 {
  private Utf8() {}

  /// Refuses text that is none.
  static void check(byte[] text) {
    for (int at = 0; at < text.length; ) {
      at += text[at] >= 0 ? 1 : length(text, at, text.length);
    }
  }

  /// Bytes of the character of two or more bytes at `at`.
  static int length(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > end) {
      throw invalid();
    }
    int second = bytes[at + 1] & 0xFF;
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      throw invalid();
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        throw invalid();
      }
    }
    return length;
  }

  /// Writes a character and returns where the next one goes.
  static int write(int codePoint, byte[] bytes, int start) {
    int at = start;
    if (codePoint < 0x80) {
      bytes[at++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      bytes[at++] = (byte) (0xC0 | (codePoint >> 6));
      bytes[at++] = continuation(codePoint);
    } else if (codePoint < 0x10000) {
      bytes[at++] = (byte) (0xE0 | (codePoint >> 12));
      bytes[at++] = continuation(codePoint >> 6);
      bytes[at++] = continuation(codePoint);
    } else {
      bytes[at++] = (byte) (0xF0 | (codePoint >> 18));
      bytes[at++] = continuation(codePoint >> 12);
      bytes[at++] = continuation(codePoint >> 6);
      bytes[at++] = continuation(codePoint);
    }
    return at;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  private static Unfit invalid() {
    return new Unfit("the text is not valid UTF-8");
  }
}
