package dev.hayase.records.row;

import java.util.Set;

/// Looks at a row again, by the numbers of its fields.
public final class FieldNumbers {
  private static final long BEYOND_FLOAT64 = 1L << 53;

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
      at = afterField(row, tag, after(row, at));
    }
    return true;
  }

  /// Whether the field of this number is an integer that FLOAT64 does not tell from its neighbours.
  public static boolean holdsBeyondFloat64(byte[] row, int number) {
    int at = 0;
    while (at < row.length) {
      long tag = varint(row, at);
      int value = after(row, at);
      if (tag >>> 3 == number && (tag & 7) == ProtoBuffer.VARINT) {
        long whole = varint(row, value);
        return whole >= BEYOND_FLOAT64 || whole <= -BEYOND_FLOAT64;
      }
      at = afterField(row, tag, value);
    }
    return false;
  }

  private static int afterField(byte[] row, long tag, int value) {
    return switch ((int) tag & 7) {
      case ProtoBuffer.VARINT -> after(row, value);
      case ProtoBuffer.FIXED64 -> value + 8;
      case ProtoBuffer.LENGTH_DELIMITED -> after(row, value) + (int) varint(row, value);
      default -> throw new IllegalArgumentException("No wire type of ours: " + tag);
    };
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
