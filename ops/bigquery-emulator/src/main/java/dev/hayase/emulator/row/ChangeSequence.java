package dev.hayase.emulator.row;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.regex.Pattern;

/// `_CHANGE_SEQUENCE_NUMBER`: one to four sections of up to 16 hexadecimal digits, compared section
/// by section as unsigned numbers. As bytes: eight per section, trailing zero sections dropped, so
/// that bytes compare as the sequence does (and `A` equals `A/0`, where the documentation is
/// silent).
public final class ChangeSequence {
  /// Lower than every number: what rows without one have.
  public static final byte[] NONE = {};

  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{1,16}(/[0-9a-fA-F]{1,16}){0,3}");

  private ChangeSequence() {}

  static byte[] parse(String text) throws RowProblem {
    if (!FORM.matcher(text).matches()) {
      throw new RowProblem("The given value is not a valid CHANGE_SEQUENCE_NUMBER: '" + text + "'");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
    int significant = 0;
    for (String section : text.split("/", -1)) {
      long number = Long.parseUnsignedLong(section, 16);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.write((int) (number >>> shift));
      }
      if (number != 0) {
        significant = bytes.size();
      }
    }
    // One zero byte keeps "0" apart from no number at all.
    return significant == 0 ? new byte[] {0} : Arrays.copyOf(bytes.toByteArray(), significant);
  }
}
