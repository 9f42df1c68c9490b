package dev.hayase.engine.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// Reads ISO-8601 dates and times exactly as the loader does: years 1 to 9999, microseconds, `T` or
/// a space between date and time.
final class IsoText {
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;

  private final String text;
  private int at;

  private IsoText(String text) {
    this.text = text;
    if (isLetter(0) || isLetter(1)) {
      throw new Unfit("is infinite or no date at all, BigQuery's dates and times are finite");
    }
  }

  static LocalDate date(String text) {
    IsoText iso = new IsoText(text);
    LocalDate date = iso.readDate();
    iso.finish();
    return date;
  }

  static LocalTime time(String text) {
    IsoText iso = new IsoText(text);
    LocalTime time = iso.readTime();
    iso.finish();
    return time;
  }

  static LocalDateTime dateTime(String text) {
    IsoText iso = new IsoText(text);
    LocalDateTime value = iso.readDateTime();
    iso.finish();
    return value;
  }

  static Instant timestamp(String text) {
    IsoText iso = new IsoText(text);
    LocalDateTime local = iso.readDateTime();
    Instant time = local.toInstant(ZoneOffset.UTC).minusSeconds(iso.readOffsetSeconds());
    iso.finish();
    if (time.getEpochSecond() < FIRST_SECOND || time.getEpochSecond() > LAST_SECOND) {
      throw outOfRange();
    }
    return time;
  }

  private LocalDateTime readDateTime() {
    LocalDate date = readDate();
    if (!skip('T') && !skip(' ')) {
      throw notIso();
    }
    return LocalDateTime.of(date, readTime());
  }

  private LocalDate readDate() {
    boolean signed = is('-') || is('+');
    int digits = signed ? 1 : 0;
    while (isDigit(at + digits)) {
      digits++;
    }
    if (digits > 4) {
      throw outOfRange();
    }
    int year = number(4);
    expect('-');
    int month = number(2);
    expect('-');
    int day = number(2);
    if (year == 0) {
      throw outOfRange();
    }
    try {
      return LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      throw new Unfit("is no date of the calendar");
    }
  }

  private LocalTime readTime() {
    int hour = number(2);
    expect(':');
    int minute = number(2);
    int second = 0;
    int micros = 0;
    if (skip(':')) {
      second = number(2);
      micros = skip('.') ? fraction() : 0;
    }
    if (hour == 24) {
      throw new Unfit("is 24:00, BigQuery's day ends at 23:59:59.999999");
    }
    try {
      return LocalTime.of(hour, minute, second, micros * 1000);
    } catch (DateTimeException e) {
      throw new Unfit("is no time of the day");
    }
  }

  private int fraction() {
    int micros = 0;
    int digits = 0;
    for (; isDigit(at); digits++) {
      int digit = text.charAt(at++) - '0';
      if (digits < 6) {
        micros = micros * 10 + digit;
      } else if (digit != 0) {
        throw new Unfit("is finer than a microsecond");
      }
    }
    if (digits == 0) {
      throw notIso();
    }
    for (int i = digits; i < 6; i++) {
      micros *= 10;
    }
    return micros;
  }

  private long readOffsetSeconds() {
    if (at == text.length()) {
      throw new Unfit("has no offset from UTC");
    }
    if (skip('Z')) {
      return 0;
    }
    boolean west = skip('-');
    if (!west) {
      expect('+');
    }
    long offset = number(2) * 3600L;
    offset += skip(':') ? number(2) * 60L : 0;
    offset += skip(':') ? number(2) : 0;
    return west ? -offset : offset;
  }

  private void finish() {
    if (at != text.length()) {
      throw notIso();
    }
  }

  private int number(int width) {
    int value = 0;
    for (int i = 0; i < width; i++) {
      if (!isDigit(at)) {
        throw notIso();
      }
      value = value * 10 + text.charAt(at++) - '0';
    }
    return value;
  }

  private boolean is(char expected) {
    return at < text.length() && text.charAt(at) == expected;
  }

  private boolean skip(char expected) {
    boolean there = is(expected);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char expected) {
    if (!skip(expected)) {
      throw notIso();
    }
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private boolean isLetter(int index) {
    return index < text.length() && Character.isLetter(text.charAt(index));
  }

  private static Unfit outOfRange() {
    return new Unfit("is outside of BigQuery's range, the years 0001 to 9999");
  }

  private static Unfit notIso() {
    return new Unfit("is not written as ISO-8601 says");
  }
}
