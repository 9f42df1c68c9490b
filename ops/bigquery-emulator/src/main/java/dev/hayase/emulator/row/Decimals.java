package dev.hayase.emulator.row;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// NUMERIC and BIGNUMERIC: what comes over the wire, and what fits.
final class Decimals {
  private static final BigDecimal NUMERIC_MAX =
      new BigDecimal("99999999999999999999999999999.999999999");

  /// More than any value that fits needs, and what keeps reading one cheap.
  private static final int MAX_LITERAL = 1000;

  private static final Pattern LITERAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,6})?");

  private Decimals() {}

  static BigDecimal fromText(String text, Column column, String path) throws RowProblem {
    String trimmed = text.trim();
    if (trimmed.length() > MAX_LITERAL || !LITERAL.matcher(trimmed).matches()) {
      throw new RowProblem(
          "Invalid " + column.type() + " value: " + text + " on field " + path + ".");
    }
    return fit(new BigDecimal(trimmed), column, path);
  }

  static BigDecimal fromDouble(double value, Column column, String path) throws RowProblem {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new RowProblem(
          "Invalid " + column.type() + " value: " + value + " on field " + path + ".");
    }
    return fit(
        new BigDecimal(value).setScale(scaleOf(column.type()), RoundingMode.HALF_UP), column, path);
  }

  /// Two's complement, least significant byte first, of the value times 10^scale.
  static BigDecimal fromBytes(byte[] littleEndian, Column column, String path) throws RowProblem {
    int limit = column.type() == ColumnType.NUMERIC ? 16 : 32;
    if (littleEndian.length == 0 || littleEndian.length > limit) {
      throw new RowProblem(
          "Invalid serialized "
              + column.type()
              + " size: "
              + littleEndian.length
              + " on field "
              + path
              + ".");
    }
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[littleEndian.length - 1 - i] = littleEndian[i];
    }
    return fit(new BigDecimal(new BigInteger(bigEndian), scaleOf(column.type())), column, path);
  }

  static BigDecimal fit(BigDecimal value, Column column, String path) throws RowProblem {
    int scale = scaleOf(column.type());
    if (value.signum() != 0 && value.precision() - (long) value.scale() > 80) {
      throw outOfRange(value, column, path);
    }
    BigDecimal fitted;
    try {
      fitted = value.setScale(scale);
    } catch (ArithmeticException tooFine) {
      throw new RowProblem(
          "Invalid "
              + column.type()
              + " value: "
              + (value.scale() > MAX_LITERAL ? value : value.toPlainString())
              + " has more than "
              + scale
              + " digits after the decimal point on field "
              + path
              + ".");
    }
    boolean outside =
        column.type() == ColumnType.NUMERIC
            ? fitted.abs().compareTo(NUMERIC_MAX) > 0
            : fitted.compareTo(BigNumeric.MIN) < 0 || fitted.compareTo(BigNumeric.MAX) > 0;
    if (outside) {
      throw outOfRange(value, column, path);
    }
    if (column.precision().isPresent()) {
      int precision = column.precision().getAsInt();
      int digits = column.scale().orElse(0);
      BigDecimal plain = fitted.stripTrailingZeros();
      if (plain.scale() > digits || plain.precision() - plain.scale() > precision - digits) {
        throw new RowProblem(
            "Field "
                + path
                + ": "
                + column.type()
                + "("
                + precision
                + ", "
                + digits
                + ") has precision "
                + precision
                + " and scale "
                + digits
                + " but got a value that is not in range on field "
                + path
                + ".");
      }
    }
    return fitted;
  }

  private static RowProblem outOfRange(BigDecimal value, Column column, String path) {
    return new RowProblem(
        column.type() + " field value is out of range: " + value + " on field " + path + ".");
  }

  static int scaleOf(ColumnType type) {
    return type == ColumnType.NUMERIC ? 9 : BigNumeric.SCALE;
  }
}
