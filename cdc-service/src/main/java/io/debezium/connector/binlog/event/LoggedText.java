package io.debezium.connector.binlog.event;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Values of the binary log as the texts that the server prints for them; strings and bits as
/// bytes. The layouts are those of MySQL's "Date and Time Data Type Representation".
final class LoggedText {
  private static final long TIME_SIGN = 0x80_0000L;

  private LoggedText() {}

  static byte[] string(int length, ByteArrayInputStream in) throws IOException {
    return in.read(in.readInteger(length < 256 ? 1 : 2));
  }

  static byte[] varString(int meta, ByteArrayInputStream in) throws IOException {
    return in.read(in.readInteger(meta < 256 ? 1 : 2));
  }

  /// The number's bytes, the highest first, as a client gets them.
  static byte[] bit(int meta, ByteArrayInputStream in) throws IOException {
    int bits = (meta >> 8) * 8 + (meta & 0xFF);
    return in.read((bits + 7) / 8);
  }

  static String year(ByteArrayInputStream in) throws IOException {
    int value = in.readInteger(1);
    return value == 0 ? "0000" : Integer.toString(1900 + value);
  }

  static String date(ByteArrayInputStream in) throws IOException {
    int value = in.readInteger(3);
    return day(value >> 9, (value >> 5) & 0xF, value & 0x1F);
  }

  static String datetime(ByteArrayInputStream in) throws IOException {
    long value = in.readLong(8);
    long date = value / 1_000_000;
    long time = value % 1_000_000;
    return day((int) (date / 10_000), (int) (date / 100 % 100), (int) (date % 100))
        + " "
        + clock(time / 10_000, time / 100 % 100, time % 100);
  }

  static String datetimeV2(int digits, ByteArrayInputStream in) throws IOException {
    long value = bigEndian(in.read(5));
    int yearMonth = (int) ((value >> 22) & 0x1FFFF);
    return day(yearMonth / 13, yearMonth % 13, (int) ((value >> 17) & 0x1F))
        + " "
        + clock((value >> 12) & 0x1F, (value >> 6) & 0x3F, value & 0x3F)
        + fraction(digits, readFraction(digits, in));
  }

  /// The old form, from before MySQL 5.6: hours, minutes and seconds as digits of one number.
  static String time(ByteArrayInputStream in) throws IOException {
    int unsigned = in.readInteger(3);
    int value = (unsigned << 8) >> 8;
    int digits = Math.abs(value);
    return (value < 0 ? "-" : "") + clock(digits / 10_000, digits / 100 % 100, digits % 100);
  }

  static String timeV2(int digits, ByteArrayInputStream in) throws IOException {
    int fractionBits = (digits + 1) / 2 * 8;
    long whole = bigEndian(in.read(3 + (digits + 1) / 2));
    long value = whole - (TIME_SIGN << fractionBits);
    long magnitude = Math.abs(value);
    long time = magnitude >> fractionBits;
    long rest = magnitude & ((1L << fractionBits) - 1);
    return (value < 0 ? "-" : "")
        + clock((time >> 12) & 0x3FF, (time >> 6) & 0x3F, time & 0x3F)
        + fraction(digits, micros(digits, rest));
  }

  static String timestamp(ByteArrayInputStream in) throws IOException {
    return instant(in.readLong(4));
  }

  static String timestampV2(int digits, ByteArrayInputStream in) throws IOException {
    long second = bigEndian(in.read(4));
    long micros = readFraction(digits, in);
    return (second == 0 && micros == 0 ? "0000-00-00 00:00:00" : instant(second))
        + fraction(digits, micros);
  }

  private static String instant(long second) {
    if (second == 0) {
      return "0000-00-00 00:00:00";
    }
    LocalDateTime utc = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    return day(utc.getYear(), utc.getMonthValue(), utc.getDayOfMonth())
        + " "
        + clock(utc.getHour(), utc.getMinute(), utc.getSecond());
  }

  private static String day(int year, int month, int day) {
    StringBuilder text = padded(new StringBuilder(10), year, 4).append('-');
    return padded(padded(text, month, 2).append('-'), day, 2).toString();
  }

  private static String clock(long hour, long minute, long second) {
    StringBuilder text = padded(new StringBuilder(9), hour, 2).append(':');
    return padded(padded(text, minute, 2).append(':'), second, 2).toString();
  }

  private static String fraction(int digits, long micros) {
    return digits == 0
        ? ""
        : padded(new StringBuilder(7).append('.'), micros, 6).substring(0, digits + 1);
  }

  /// A format would cost more than all else that is done for the value.
  private static StringBuilder padded(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  private static long readFraction(int digits, ByteArrayInputStream in) throws IOException {
    return digits == 0 ? 0 : micros(digits, bigEndian(in.read((digits + 1) / 2)));
  }

  /// One byte counts hundredths, two count ten-thousandths, three count millionths.
  private static long micros(int digits, long stored) {
    return switch ((digits + 1) / 2) {
      case 0 -> 0;
      case 1 -> stored * 10_000;
      case 2 -> stored * 100;
      default -> stored;
    };
  }

  private static long bigEndian(byte[] bytes) {
    long value = 0;
    for (byte b : bytes) {
      value = (value << 8) | (b & 0xFF);
    }
    return value;
  }
}
