package dev.hayase.emulator.googlesql.value;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Microseconds since 1970: timestamps (in UTC) and civil times.
public final class Micros {
  private static final long SECOND = 1_000_000;
  private static final long FIRST = -62_135_596_800_000_000L;
  private static final long LAST = 253_402_300_799_999_999L;
  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2})(?::?(\\d{2}))?");

  private static final Map<String, ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .collect(Collectors.toMap(id -> id.toLowerCase(Locale.ROOT), ZoneId::of, (a, b) -> a));

  private Micros() {}

  public static LocalDateTime datetime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, SECOND), (int) Math.floorMod(micros, SECOND) * 1000, ZoneOffset.UTC);
  }

  public static long of(LocalDateTime datetime) {
    return datetime.toEpochSecond(ZoneOffset.UTC) * SECOND
        + datetime.get(ChronoField.MICRO_OF_SECOND);
  }

  static ZonedDateTime zoned(long timestamp, ZoneId zone) {
    return datetime(timestamp).atOffset(ZoneOffset.UTC).atZoneSameInstant(zone);
  }

  /// A civil time that a change of clocks skipped or repeated is taken as of the offset before it.
  public static long of(LocalDateTime civil, ZoneId zone) {
    return inRange(of(civil.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime()));
  }

  /// Timestamps are of the years 1 to 9999.
  public static long inRange(long timestamp) {
    if (timestamp < FIRST || timestamp > LAST) {
      throw new EvaluationException("Invalid timestamp value: " + timestamp);
    }
    return timestamp;
  }

  /// `UTC`, `Europe/Berlin`, `+02:00`, `-8`.
  public static ZoneId zone(String name) {
    Matcher offset = OFFSET.matcher(name);
    if (offset.matches()) {
      int sign = offset.group(1).equals("-") ? -1 : 1;
      int hours = Integer.parseInt(offset.group(2));
      int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
      if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) {
        throw new EvaluationException("Invalid time zone: " + name);
      }
      return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }
    if (name.equalsIgnoreCase("UTC") || name.equalsIgnoreCase("Z")) {
      return ZoneOffset.UTC;
    }
    ZoneId known = ZONES.get(name.toLowerCase(Locale.ROOT));
    if (known == null) {
      throw new EvaluationException("Invalid time zone: " + name);
    }
    return known;
  }
}
