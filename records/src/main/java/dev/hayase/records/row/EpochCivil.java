package dev.hayase.records.row;

/// Days and times that are counted since 1970, or since midnight, as the integers of BigQuery's
/// wire format. The opposite of what [CivilText] reads: no text, the same range and the same
/// packing.
final class EpochCivil {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
  private static final long FIRST_DAY = -719_162;
  private static final long LAST_DAY = 2_932_896;
  private static final long FIRST_MICRO = FIRST_DAY * MICROS_PER_DAY;
  private static final long LAST_MICRO = (LAST_DAY + 1) * MICROS_PER_DAY - 1;
  private static final long DAYS_TO_1970 = 719_468;
  private static final long DAYS_PER_ERA = 146_097;

  private EpochCivil() {}

  /// Days since 1970, checked.
  static long date(long days) {
    if (days < FIRST_DAY || days > LAST_DAY) {
      throw outOfRange();
    }
    return days;
  }

  /// Packed: hour, minute, second, microsecond.
  static long time(long microsOfDay) {
    if (microsOfDay < 0 || microsOfDay >= MICROS_PER_DAY) {
      throw new Unfit(
          microsOfDay == MICROS_PER_DAY
              ? "is 24:00, BigQuery's day ends at 23:59:59.999999"
              : "is no time of the day");
    }
    long seconds = microsOfDay / MICROS_PER_SECOND;
    return ((seconds / 3600) << 12 | ((seconds / 60) % 60) << 6 | seconds % 60) << 20
        | microsOfDay % MICROS_PER_SECOND;
  }

  /// Packed: year, month, day, hour, minute, second, microsecond.
  static long dateTime(long epochMicros) {
    long micros = timestamp(epochMicros);
    long days = Math.floorDiv(micros, MICROS_PER_DAY);
    // Civil from days, after Howard Hinnant: the year begins in March.
    long z = days + DAYS_TO_1970;
    long era = Math.floorDiv(z, DAYS_PER_ERA);
    long dayOfEra = z - era * DAYS_PER_ERA;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shifted = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    long month = shifted < 10 ? shifted + 3 : shifted - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return (year << 26 | month << 22 | day << 17) << 20
        | time(Math.floorMod(micros, MICROS_PER_DAY));
  }

  /// Microseconds since 1970, checked.
  static long timestamp(long epochMicros) {
    if (epochMicros < FIRST_MICRO || epochMicros > LAST_MICRO) {
      throw outOfRange();
    }
    return epochMicros;
  }

  /// Milliseconds as microseconds.
  static long ofMillis(long millis) {
    if (millis > LAST_MICRO / 1000 || millis < FIRST_MICRO / 1000) {
      throw outOfRange();
    }
    return millis * 1000;
  }

  /// Nanoseconds as microseconds.
  static long ofNanos(long nanos) {
    if (nanos % 1000 != 0) {
      throw new Unfit("is finer than a microsecond");
    }
    return nanos / 1000;
  }

  private static Unfit outOfRange() {
    return new Unfit("is outside of BigQuery's range, the years 0001 to 9999");
  }
}
