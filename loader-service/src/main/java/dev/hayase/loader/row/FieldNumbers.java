package dev.hayase.loader.row;

import java.util.Set;

/// Looks at a row again, by the numbers of its fields.
public final class FieldNumbers {
  private FieldNumbers() {}

  /// Whether the row has fields of these numbers only: whether it is a row of a shape that lacks
  /// the other columns, which are NULL in it.
  public static boolean areWithin(byte[] row, Set<Integer> numbers) {
    int at = 0;
    while (at < row.length) {
      long tag = varint(row, at);
      if (!numbers.contains((int) (tag >>> 3))) {
        return false;
      }
      at = after(row, at);
      at =
          switch ((int) tag & 7) {
            case ProtoBuffer.VARINT -> after(row, at);
            case ProtoBuffer.FIXED64 -> at + 8;
            case ProtoBuffer.LENGTH_DELIMITED -> after(row, at) + (int) varint(row, at);
            default -> throw new IllegalArgumentException("No wire type of ours: " + tag);
          };
    }
    return true;
  }

  private static long varint(byte[] row, int from) {
    long value = 0;
    int shift = 0;
    for (int i = from; ; i++) {
      value |= (long) (row[i] & 0x7F) << shift;
      if (row[i] >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  private static int after(byte[] row, int varint) {
    int at = varint;
    while (row[at] < 0) {
      at++;
    }
    return at + 1;
  }
}
