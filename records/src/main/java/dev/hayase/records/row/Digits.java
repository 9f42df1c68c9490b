package dev.hayase.records.row;

/// Reads an integer of 64 bits from ASCII digits, without making objects.
final class Digits {
  private Digits() {}

  /// @throws NumberFormatException when it is none
  static long parse(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int first = negative ? from + 1 : from;
    if (first == to) {
      throw new NumberFormatException("no digits");
    }
    // Counted downwards, since the lowest long has no positive counterpart.
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0
          || digit > 9
          || value < Long.MIN_VALUE / 10
          || value * 10 < Long.MIN_VALUE + digit) {
        throw new NumberFormatException("no integer of 64 bits");
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw new NumberFormatException("no integer of 64 bits");
    }
    return negative ? value : -value;
  }
}
