package dev.hayase.cdc.value.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/// One text for a value, whether a snapshot read it or the log holds it.
///
/// A snapshot has the server's text (bytes for what is binary). The log has numbers without their
/// sign's meaning, texts in the column's own character set, and bytes without the zeros at their
/// end.
public final class Texts {
  private Texts() {}

  /// @param raw a `String`, `Number` or `byte[]`
  /// @throws IllegalArgumentException when it is none of the column's
  public static String of(MysqlColumn column, Form form, Object raw) {
    return switch (form) {
      case INTEGER, BIG_UNSIGNED -> integer(column, raw);
      case FLOAT -> Float.toString((float) Double.parseDouble(raw.toString()));
      case DOUBLE -> Double.toString(Double.parseDouble(raw.toString()));
      case NUMERIC, BIGNUMERIC, LONG_DECIMAL -> new BigDecimal(raw.toString()).toPlainString();
      case TEXT -> text(column, raw);
      case JSON -> CanonicalJson.of(text(column, raw));
      case DATE -> raw.toString();
      case TIME, DATETIME, TIMESTAMP -> withFraction(raw.toString(), column.length().orElse(0));
      case BYTES, BIT, BITS -> HexFormat.of().formatHex(bytes(raw));
      case FIXED_BYTES ->
          HexFormat.of()
              .formatHex(
                  Arrays.copyOf(
                      bytes(raw), Math.max(bytes(raw).length, column.length().orElse(1))));
    };
  }

  private static String integer(MysqlColumn column, Object raw) {
    if (raw instanceof Number number && column.unsigned() && number.longValue() < 0) {
      return BigInteger.valueOf(number.longValue()).add(range(column.type())).toString();
    }
    if (raw instanceof Number number) {
      return Long.toString(number.longValue());
    }
    // With the zeros of ZEROFILL.
    return new BigInteger(raw.toString()).toString();
  }

  private static BigInteger range(String type) {
    int bits =
        switch (type) {
          case "TINYINT", "INT1" -> 8;
          case "SMALLINT", "INT2" -> 16;
          case "MEDIUMINT", "INT3", "MIDDLEINT" -> 24;
          case "INT", "INTEGER", "INT4" -> 32;
          default -> 64;
        };
    return BigInteger.ONE.shiftLeft(bits);
  }

  /// As many digits as the column has: a driver may print more.
  private static String withFraction(String text, int digits) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    return digits == 0 ? whole : whole + "." + (fraction + "0".repeat(digits)).substring(0, digits);
  }

  private static String text(MysqlColumn column, Object raw) {
    return raw instanceof byte[] bytes ? Charsets.decode(column.charset(), bytes) : raw.toString();
  }

  private static byte[] bytes(Object raw) {
    if (raw instanceof byte[] bytes) {
      return bytes;
    }
    throw new IllegalArgumentException("bytes are expected, not " + raw.getClass().getSimpleName());
  }
}
