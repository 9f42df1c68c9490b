package dev.hayase.cdc.value.postgres;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// Dates and times from PostgreSQL's ISO style (`2024-01-31 10:00:00.5+00`, `0044-03-15 BC`) to ISO
/// 8601. `infinity` and years beyond four digits keep their text: no digit is lost here, whatever
/// the reader makes of it.
final class TemporalText {
  private static final String BEFORE_CHRIST = " BC";
  private static final String UTC = "+00";
  private static final int TIME_PART = "00:00:00".length();

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private TemporalText() {}

  static String date(String text) {
    return isInfinite(text) ? text : year(text);
  }

  static String dateTime(String text) {
    return isInfinite(text) ? text : year(text).replace(' ', 'T');
  }

  /// The instant in UTC, whatever offset the session's time zone gave it.
  static String timestamp(String text) {
    if (isInfinite(text)) {
      return text;
    }
    String ofEra = withoutEra(text);
    int sign = offsetSign(ofEra);
    String local = ofEra.substring(0, sign);
    String offset = ofEra.substring(sign);
    boolean beforeChrist = !text.equals(ofEra);
    if (offset.equals(UTC)) {
      return dateTime(beforeChrist ? local + BEFORE_CHRIST : local) + 'Z';
    }
    return shifted(local, beforeChrist, ZoneOffset.of(offset)) + 'Z';
  }

  private static String shifted(String local, boolean beforeChrist, ZoneOffset offset) {
    int date = local.indexOf('-', 1);
    int year = Integer.parseInt(local.substring(0, date));
    // A leap year of the same rhythm stands in for years that do not have four digits.
    int standIn = Math.floorMod(beforeChrist ? 1 - year : year, 400) + 2000;
    LocalDateTime read = LocalDateTime.parse(standIn + local.substring(date), LOCAL);
    LocalDateTime utc = read.minusSeconds(offset.getTotalSeconds());
    int utcYear = (beforeChrist ? 1 - year : year) + utc.getYear() - standIn;
    String rest = LOCAL.format(utc).substring(4).replace(' ', 'T');
    return isoYear(utcYear) + rest;
  }

  private static int offsetSign(String text) {
    int from = text.indexOf(' ') + TIME_PART;
    int plus = text.indexOf('+', from);
    return plus >= 0 ? plus : text.indexOf('-', from);
  }

  private static String year(String text) {
    String ofEra = withoutEra(text);
    if (ofEra.equals(text)) {
      return text;
    }
    int date = ofEra.indexOf('-');
    return isoYear(1 - Integer.parseInt(ofEra.substring(0, date))) + ofEra.substring(date);
  }

  private static String isoYear(int year) {
    return year < 0
        ? String.format(Locale.ROOT, "-%04d", -year)
        : String.format(Locale.ROOT, "%04d", year);
  }

  private static String withoutEra(String text) {
    return text.endsWith(BEFORE_CHRIST)
        ? text.substring(0, text.length() - BEFORE_CHRIST.length())
        : text;
  }

  private static boolean isInfinite(String text) {
    return text.endsWith("infinity");
  }
}
