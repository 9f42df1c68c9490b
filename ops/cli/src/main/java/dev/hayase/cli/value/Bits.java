package dev.hayase.cli.value;

/// Bit strings as bytes: the first bit is the highest of the first byte, zeros fill the last one.
final class Bits {
  private Bits() {}

  static byte[] packed(String bits) {
    byte[] bytes = new byte[(bits.length() + 7) / 8];
    for (int i = 0; i < bits.length(); i++) {
      if (bits.charAt(i) == '1') {
        bytes[i / 8] |= (byte) (0x80 >>> (i % 8));
      }
    }
    return bytes;
  }
}
