package dev.hayase.emulator.googlesql.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times as literals and casts write them.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types">Canonical
///   formats</a>
public final class TimeText {
  private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
  private static final String CLOCK = "(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,6}))?";
  private static final Pattern TIME = Pattern.compile(CLOCK);
  private static final Pattern DATETIME =
      Pattern.compile("(\\d{4}-\\d{1,2}-\\d{1,2})(?:[ Tt](" + CLOCK + ")?)?");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d{1,2}-\\d{1,2}(?:[ Tt]\\d{1,2}:\\d{1,2}:\\d{1,2}(?:\\.\\d{1,6})?)?)"
              + "(?:([Zz])| ?([+-]\\d{1,2}(?::?\\d{2})?)| ([A-Za-z][A-Za-z0-9_/+-]*))?");

  private TimeText() {}

  public static LocalDate date(String text) {
    Matcher m = DATE.matcher(text.strip());
    if (!m.matches()) {
      // The time of a text that is a datetime is let go.
      Matcher datetime = DATETIME.matcher(text.strip());
      if (datetime.matches()) {
        return datetime(text).toLocalDate();
      }
      throw new EvaluationException("Invalid date: '" + text + "'");
    }
    try {
      LocalDate date =
          LocalDate.of(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              Integer.parseInt(m.group(3)));
      if (date.getYear() >= 1) {
        return date;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new EvaluationException("Invalid date: '" + text + "'");
  }

  public static LocalTime time(String text) {
    Matcher m = TIME.matcher(text.strip());
    try {
      if (m.matches()) {
        return LocalTime.of(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)),
            m.group(4) == null
                ? 0
                : Integer.parseInt((m.group(4) + "000000").substring(0, 6)) * 1000);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new EvaluationException("Invalid time string \"" + text + "\"");
  }

  public static LocalDateTime datetime(String text) {
    Matcher m = DATETIME.matcher(text.strip());
    try {
      if (m.matches()) {
        LocalDate date = date(m.group(1));
        return m.group(2) == null ? date.atStartOfDay() : date.atTime(time(m.group(2)));
      }
    } catch (EvaluationException e) {
      // said below
    }
    throw new EvaluationException("Invalid datetime string \"" + text + "\"");
  }

  /// @param zone of a text that names none
  public static long timestamp(String text, ZoneId zone) {
    Matcher m = TIMESTAMP.matcher(text.strip());
    if (m.matches()) {
      ZoneId in =
          m.group(2) != null
              ? ZoneOffset.UTC
              : m.group(3) != null
                  ? Micros.zone(m.group(3))
                  : m.group(4) != null ? Micros.zone(m.group(4)) : zone;
      LocalDateTime civil;
      try {
        civil = datetime(m.group(1));
      } catch (EvaluationException e) {
        throw new EvaluationException("Invalid timestamp: '" + text + "'");
      }
      return Micros.of(civil, in);
    }
    throw new EvaluationException("Invalid timestamp: '" + text + "'");
  }

  public static String print(LocalDate date) {
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  public static String print(LocalTime time) {
    return String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
        + fraction(time.getNano() / 1000);
  }

  public static String print(LocalDateTime datetime) {
    return print(datetime.toLocalDate()) + " " + print(datetime.toLocalTime());
  }

  public static String printTimestamp(long timestamp) {
    return printTimestamp(timestamp, ZoneOffset.UTC);
  }

  /// `2024-01-31 10:20:30.123+00`, the minutes of an offset only if it has some.
  public static String printTimestamp(long timestamp, ZoneId zone) {
    ZonedDateTime at = Micros.zoned(timestamp, zone);
    return print(at.toLocalDateTime()) + offset(at);
  }

  /// As JSON has it: `2024-01-31T10:20:30.123Z`.
  public static String iso(long timestamp) {
    return iso(Micros.datetime(timestamp)) + "Z";
  }

  public static String iso(LocalDateTime datetime) {
    return print(datetime.toLocalDate()) + "T" + print(datetime.toLocalTime());
  }

  private static String offset(ZonedDateTime at) {
    int minutes = at.getOffset().getTotalSeconds() / 60;
    int absolute = Math.abs(minutes);
    String text = (minutes < 0 ? "-" : "+") + String.format(Locale.ROOT, "%02d", absolute / 60);
    return absolute % 60 == 0 ? text : text + String.format(Locale.ROOT, ":%02d", absolute % 60);
  }

  /// Three digits or six, or none.
  static String fraction(int micros) {
    if (micros == 0) {
      return "";
    }
    return micros % 1000 == 0
        ? String.format(Locale.ROOT, ".%03d", micros / 1000)
        : String.format(Locale.ROOT, ".%06d", micros);
  }
}
