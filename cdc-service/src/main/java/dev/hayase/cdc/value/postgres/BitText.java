package dev.hayase.cdc.value.postgres;

/// Bit strings as bytes, as PostgreSQL itself packs them: the first bit is the highest of the first
/// byte, and zeros fill the last one.
final class BitText {
  private BitText() {}

  static byte[] bytes(String bits) {
    byte[] packed = new byte[(bits.length() + 7) / 8];
    for (int i = 0; i < bits.length(); i++) {
      if (bits.charAt(i) == '1') {
        packed[i / 8] |= (byte) (0x80 >>> (i % 8));
      }
    }
    return packed;
  }
}
