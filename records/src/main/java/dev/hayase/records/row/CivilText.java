package dev.hayase.records.row;

/// Reads ISO-8601 dates and times from ASCII bytes into the integers of BigQuery's wire format:
/// days or microseconds since 1970, or packed civil fields as Google's `CivilTimeEncoder` packs
/// them.
///
/// The range is BigQuery's: years 1 to 9999, microseconds. Digits beyond microseconds must be
/// zeros.
final class CivilText {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long DAYS_TO_1970 = 719_468;
  private static final long DAYS_PER_ERA = 146_097;
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;

  private byte[] text = new byte[0];
  private int at;
  private int end;

  private int year;
  private int month;
  private int day;
  private int hour;
  private int minute;
  private int second;
  private int micros;

  /// Days since 1970.
  long date(byte[] bytes, int from, int to) {
    start(bytes, from, to);
    readDate();
    finish();
    return epochDay();
  }

  /// Packed: hour, minute, second, microsecond.
  long time(byte[] bytes, int from, int to) {
    start(bytes, from, to);
    readTime();
    finish();
    return packedTime();
  }

  /// Packed: year, month, day, hour, minute, second, microsecond.
  long dateTime(byte[] bytes, int from, int to) {
    start(bytes, from, to);
    readDate();
    readSeparator();
    readTime();
    finish();
    return ((long) year << 26 | (long) month << 22 | (long) day << 17) << 20 | packedTime();
  }

  /// Microseconds since 1970.
  long timestamp(byte[] bytes, int from, int to) {
    start(bytes, from, to);
    readDate();
    readSeparator();
    readTime();
    long seconds =
        epochDay() * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - readOffsetSeconds();
    finish();
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
      throw outOfRange();
    }
    return seconds * MICROS_PER_SECOND + micros;
  }

  private void start(byte[] bytes, int from, int to) {
    text = bytes;
    at = from;
    end = to;
    if (from < to && (isLetter(bytes[from]) || (to - from > 1 && isLetter(bytes[from + 1])))) {
      throw new Unfit("is infinite or no date at all, BigQuery's dates and times are finite");
    }
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private void readDate() {
    boolean signed = at < end && (text[at] == '-' || text[at] == '+');
    int digits = 0;
    int from = signed ? at + 1 : at;
    while (from + digits < end && isDigit(text[from + digits])) {
      digits++;
    }
    if (digits >= 4 && (signed || digits > 4)) {
      throw outOfRange();
    }
    year = number(4);
    expect('-');
    month = number(2);
    expect('-');
    day = number(2);
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth()) {
      throw new Unfit("is no date of the calendar");
    }
    if (year == 0) {
      throw outOfRange();
    }
  }

  private void readSeparator() {
    if (at < end && (text[at] == 'T' || text[at] == ' ')) {
      at++;
    } else {
      throw notIso();
    }
  }

  private void readTime() {
    hour = number(2);
    expect(':');
    minute = number(2);
    second = 0;
    micros = 0;
    if (at < end && text[at] == ':') {
      at++;
      second = number(2);
      if (at < end && text[at] == '.') {
        at++;
        readFraction();
      }
    }
    if (hour == 24) {
      throw new Unfit("is 24:00, BigQuery's day ends at 23:59:59.999999");
    }
    if (hour > 23 || minute > 59 || second > 59) {
      throw new Unfit("is no time of the day");
    }
  }

  private void readFraction() {
    int digits = 0;
    while (at < end && isDigit(text[at])) {
      int digit = text[at++] - '0';
      if (digits < 6) {
        micros = micros * 10 + digit;
      } else if (digit != 0) {
        throw new Unfit("is finer than a microsecond");
      }
      digits++;
    }
    if (digits == 0) {
      throw notIso();
    }
    for (int i = digits; i < 6; i++) {
      micros *= 10;
    }
  }

  private long readOffsetSeconds() {
    if (at >= end) {
      throw new Unfit("has no offset from UTC");
    }
    byte sign = text[at++];
    if (sign == 'Z') {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      throw notIso();
    }
    long offset = number(2) * 3600L;
    if (at < end) {
      expect(':');
      offset += number(2) * 60L;
    }
    if (at < end) {
      expect(':');
      offset += number(2);
    }
    return sign == '-' ? -offset : offset;
  }

  private void finish() {
    if (at != end) {
      throw notIso();
    }
  }

  private int number(int width) {
    if (end - at < width) {
      throw notIso();
    }
    int value = 0;
    for (int i = 0; i < width; i++) {
      byte b = text[at++];
      if (!isDigit(b)) {
        throw notIso();
      }
      value = value * 10 + b - '0';
    }
    return value;
  }

  private void expect(char c) {
    if (at >= end || text[at++] != c) {
      throw notIso();
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private int daysInMonth() {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /// Days from civil, after Howard Hinnant: the year begins in March.
  private long epochDay() {
    long y = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(y, 400L);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
  }

  private long packedTime() {
    return (long) (hour << 12 | minute << 6 | second) << 20 | micros;
  }

  private static Unfit outOfRange() {
    return new Unfit("is outside of BigQuery's range, the years 0001 to 9999");
  }

  private static Unfit notIso() {
    return new Unfit("is not written as ISO-8601 says");
  }
}
