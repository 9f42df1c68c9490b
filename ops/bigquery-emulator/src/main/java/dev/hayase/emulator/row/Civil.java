package dev.hayase.emulator.row;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times as BigQuery's literals and packed integers write them.
public final class Civil {
  static final long MIN_DAY = -719_162;
  static final long MAX_DAY = 2_932_896;
  static final long MIN_MICROS = -62_135_596_800_000_000L;
  static final long MAX_MICROS = 253_402_300_799_999_999L;
  private static final long MICROS = 1_000_000L;
  private static final String DATE = "(\\d{4})-(\\d{1,2})-(\\d{1,2})";
  private static final String TIME = "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{0,6}))?";
  private static final Pattern DATE_LITERAL = Pattern.compile(DATE);
  private static final Pattern TIME_LITERAL = Pattern.compile(TIME);
  private static final Pattern DATETIME_LITERAL = Pattern.compile(DATE + "(?:[Tt ]" + TIME + ")?");

  private Civil() {}

  static long day(String text) {
    Matcher matcher = matched(DATE_LITERAL, text);
    return date(matcher).toEpochDay();
  }

  static long time(String text) {
    return time(matched(TIME_LITERAL, text), 1).toNanoOfDay() / 1000;
  }

  static long datetime(String text) {
    Matcher matcher = matched(DATETIME_LITERAL, text);
    LocalTime time = matcher.group(4) == null ? LocalTime.MIDNIGHT : time(matcher, 4);
    return micros(date(matcher).atTime(time));
  }

  /// `(hour << 12 | minute << 6 | second) << 20 | micros`.
  static long unpackTime(long packed) {
    if (packed < 0 || packed >> 37 != 0) {
      throw new DateTimeException("packed time " + packed);
    }
    return unpackedTime(packed).toNanoOfDay() / 1000;
  }

  /// The date's fields above those of the time: year, 4 bits of month, 5 of day.
  static long unpackDatetime(long packed) {
    long date = packed >> 37;
    LocalDate day = LocalDate.of((int) (date >> 9), (int) (date >> 5 & 0xF), (int) (date & 0x1F));
    if (day.getYear() < 1 || day.getYear() > 9999) {
      throw new DateTimeException("packed year " + day.getYear());
    }
    return micros(day.atTime(unpackedTime(packed & (1L << 37) - 1)));
  }

  private static LocalTime unpackedTime(long packed) {
    long seconds = packed >> 20;
    long micros = packed & 0xFFFFF;
    if (micros >= MICROS) {
      throw new DateTimeException("packed micros " + micros);
    }
    return LocalTime.of(
        (int) (seconds >> 12),
        (int) (seconds >> 6 & 0x3F),
        (int) (seconds & 0x3F),
        (int) micros * 1000);
  }

  /// Microseconds since 1970 as if the time were in UTC.
  public static long micros(LocalDateTime datetime) {
    return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), datetime);
  }

  public static LocalDateTime datetime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC);
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException(text);
    }
    return matcher;
  }

  private static LocalDate date(Matcher matcher) {
    LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    if (date.getYear() < 1) {
      throw new DateTimeException("year 0");
    }
    return date;
  }

  private static LocalTime time(Matcher matcher, int group) {
    String fraction = matcher.group(group + 3);
    String padded = ((fraction == null ? "" : fraction) + "000000").substring(0, 6);
    return LocalTime.of(
        number(matcher, group),
        number(matcher, group + 1),
        number(matcher, group + 2),
        Integer.parseInt(padded) * 1000);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
