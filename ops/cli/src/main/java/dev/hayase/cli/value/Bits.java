package dev.hayase.cli.value;

/// Bit strings as bytes: the first bit of the text is the highest, the first byte the lowest.
final class Bits {
  private Bits() {}

  static byte[] littleEndian(String bits) {
    byte[] bytes = new byte[(bits.length() + 7) / 8];
    for (int i = 0; i < bits.length(); i++) {
      if (bits.charAt(bits.length() - 1 - i) == '1') {
        bytes[i / 8] |= (byte) (1 << (i % 8));
      }
    }
    return bytes;
  }
}
