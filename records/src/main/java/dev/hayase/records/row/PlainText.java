package dev.hayase.records.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the end of text that stands for itself within a JSON string: printable ASCII other than
/// the quotation mark and the backslash.
///
/// Eight bytes are looked at together, as one number. The trick: subtracting 1 from each byte
/// borrows into its highest bit only where the byte was 0, so that after an exclusive or with eight
/// times the wanted character the highest bits tell where it is. What lies above the first hit may
/// be wrong, and nobody looks there.
final class PlainText {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;
  private static final long QUOTATION_MARKS = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;
  private static final long SPACES = ' ' * ONES;

  private PlainText() {}

  /// Where the first byte is that needs a closer look; `to` if none does.
  static int end(byte[] text, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long special = special((long) WORDS.get(text, at));
      if (special != 0) {
        return at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
      }
    }
    while (at < to && text[at] >= ' ' && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    return at;
  }

  /// The highest bit of each byte that is not plain, up to the first such byte at least.
  private static long special(long word) {
    long controls = (word - SPACES) & ~word;
    return (zeros(word ^ QUOTATION_MARKS) | zeros(word ^ BACKSLASHES) | controls | word)
        & HIGHEST_BITS;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }
}
