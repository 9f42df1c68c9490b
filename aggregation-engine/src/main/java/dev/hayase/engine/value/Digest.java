package dev.hayase.engine.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Sixty-four bits that stand for bytes: evenly spread, and the same in every version, since state
/// holds them. Not against those who look for two that have one.
public final class Digest {
  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
  private static final long SECOND = 0xD6E8_FEB8_6659_FD93L;

  private Digest() {}

  /// @param seed each gives digests of its own
  public static long of(byte[] bytes, long seed) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long hash = seed * SECOND + bytes.length;
    while (words.remaining() >= Long.BYTES) {
      hash = mixed(hash ^ words.getLong()) + FIRST;
    }
    long last = 0;
    while (words.hasRemaining()) {
      last = last << 8 | (words.get() & 0xFF);
    }
    return mixed(mixed(hash ^ last) + FIRST);
  }

  /// Each bit of the input turns about half of the bits (the finish of MurmurHash3, with the
  /// constants of David Stafford's variant 13).
  private static long mixed(long value) {
    long v = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    v = (v ^ v >>> 27) * 0x94D0_49BB_1331_11EBL;
    return v ^ v >>> 31;
  }
}
