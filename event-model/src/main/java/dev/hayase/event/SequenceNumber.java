package dev.hayase.event;

import java.util.HexFormat;
import java.util.Locale;

/// The place of a record in its source's order: a change with a higher sequence number is newer.
///
/// The text form is `epoch/ordinal`, sixteen upper-case hexadecimal digits each. It is at once the
/// header `hayase-seq`, the column `_hayase_seq` and BigQuery's `_CHANGE_SEQUENCE_NUMBER` (sections
/// of at most sixteen hexadecimal digits, compared from left to right as unsigned numbers). The
/// width is fixed so that the strings sort like the numbers.
///
/// @param epoch starts anew when a source's order does (new slot, restored database): the greater
///   of the previous epoch + 1 and the Unix time in seconds; not negative
/// @param ordinal counts the records of an epoch in the order of emission; not negative
public record SequenceNumber(long epoch, long ordinal) implements Comparable<SequenceNumber> {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int DIGITS = 16;
  private static final int LENGTH = DIGITS + 1 + DIGITS;

  public SequenceNumber {
    if (epoch < 0 || ordinal < 0) {
      throw new IllegalArgumentException(
          "A sequence number has no negative part, got epoch " + epoch + ", ordinal " + ordinal);
    }
  }

  /// The epoch that follows `previous` when a new one begins at `unixSeconds`.
  public static long epochAfter(long previous, long unixSeconds) {
    return Math.max(previous + 1, unixSeconds);
  }

  /// The sequence number of the next record of the same epoch.
  public SequenceNumber next() {
    return new SequenceNumber(epoch, ordinal + 1);
  }

  /// Reads the text form, in either case of the digits.
  ///
  /// @throws IllegalArgumentException naming the text when it is none
  public static SequenceNumber parse(String text) {
    if (text.length() != LENGTH || text.charAt(DIGITS) != '/') {
      throw notOne(text);
    }
    try {
      return new SequenceNumber(
          HexFormat.fromHexDigitsToLong(text, 0, DIGITS),
          HexFormat.fromHexDigitsToLong(text, DIGITS + 1, LENGTH));
    } catch (IllegalArgumentException e) {
      throw notOne(text);
    }
  }

  private static IllegalArgumentException notOne(String text) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "A sequence number is 16 hexadecimal digits, '/', 16 hexadecimal digits, got '%s'",
            text));
  }

  @Override
  public int compareTo(SequenceNumber other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(ordinal, other.ordinal);
  }

  @Override
  public String toString() {
    return HEX.toHexDigits(epoch) + '/' + HEX.toHexDigits(ordinal);
  }
}
