package dev.hayase.emulator.googlesql.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// FORMAT_DATE and its kin. An element that the type has nothing for stays as it stands, as in
/// ZetaSQL.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/format-elements">Format
///   elements</a>
public final class TimeFormat {
  private static final String OF_DATES = "AaBbhCcDdeFGgJjmQUuVWwxYy";
  private static final String OF_TIMES = "HIklMPpRSTXc";
  private static final String OF_TIMESTAMPS = "Zzs";

  private final String elements;
  private final ZonedDateTime at;
  private final StringBuilder text = new StringBuilder();

  private TimeFormat(String elements, ZonedDateTime at) {
    this.elements = elements;
    this.at = at;
  }

  public static String date(String format, LocalDate date) {
    return new TimeFormat(OF_DATES.replace("c", ""), date.atStartOfDay(ZoneOffset.UTC))
        .format(format);
  }

  public static String time(String format, LocalTime time) {
    return new TimeFormat(
            OF_TIMES.replace("c", ""), LocalDate.EPOCH.atTime(time).atZone(ZoneOffset.UTC))
        .format(format);
  }

  public static String datetime(String format, LocalDateTime datetime) {
    return new TimeFormat(OF_DATES + OF_TIMES, datetime.atZone(ZoneOffset.UTC)).format(format);
  }

  public static String timestamp(String format, long timestamp, ZoneId zone) {
    return new TimeFormat(OF_DATES + OF_TIMES + OF_TIMESTAMPS, Micros.zoned(timestamp, zone))
        .format(format);
  }

  private String format(String format) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
        continue;
      }
      char element = format.charAt(++i);
      switch (element) {
        case '%' -> text.append('%');
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'E', 'O' -> i = extended(format, i);
        default -> {
          if (elements.indexOf(element) < 0) {
            text.append('%').append(element);
          } else {
            element(element);
          }
        }
      }
    }
    return text.toString();
  }

  /// `%E4Y`, `%E3S`, `%E*S`, `%Ez`; other modified elements are as the plain ones.
  private int extended(String format, int e) {
    String rest = format.substring(e + 1);
    boolean times = elements.indexOf('S') >= 0;
    if (rest.startsWith("4Y") && elements.indexOf('Y') >= 0) {
      number("%04d", at.getYear());
      return e + 2;
    }
    if (rest.startsWith("*S") && times) {
      seconds(-1);
      return e + 2;
    }
    if (rest.length() > 1 && Character.isDigit(rest.charAt(0)) && rest.charAt(1) == 'S' && times) {
      seconds(rest.charAt(0) - '0');
      return e + 2;
    }
    if (rest.startsWith("z") && elements.indexOf('z') >= 0) {
      offset(":");
      return e + 1;
    }
    if (!rest.isEmpty() && elements.indexOf(rest.charAt(0)) >= 0) {
      element(rest.charAt(0));
      return e + 1;
    }
    text.append('%').append(format.charAt(e));
    return e;
  }

  private void element(char element) {
    switch (element) {
      case 'A' -> text.append(at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'a' -> text.append(at.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'B' -> text.append(at.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'b', 'h' -> text.append(at.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'C' -> number("%02d", at.getYear() / 100);
      case 'c' -> format("%a %b %e %H:%M:%S %Y");
      case 'D', 'x' -> format("%m/%d/%y");
      case 'd' -> number("%02d", at.getDayOfMonth());
      case 'e' -> number("%2d", at.getDayOfMonth());
      case 'F' -> format("%Y-%m-%d");
      case 'G' -> number("%d", at.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> number("%02d", at.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'H' -> number("%02d", at.getHour());
      case 'I' -> number("%02d", hourOfHalfDay());
      case 'J' ->
          number(
              "%03d",
              DateParts.diff(at.toLocalDate(), DateParts.trunc(at.toLocalDate(), "ISOYEAR"), "DAY")
                  + 1);
      case 'j' -> number("%03d", at.getDayOfYear());
      case 'k' -> number("%2d", at.getHour());
      case 'l' -> number("%2d", hourOfHalfDay());
      case 'M' -> number("%02d", at.getMinute());
      case 'm' -> number("%02d", at.getMonthValue());
      case 'P' -> text.append(at.getHour() < 12 ? "am" : "pm");
      case 'p' -> text.append(at.getHour() < 12 ? "AM" : "PM");
      case 'Q' -> number("%d", at.get(IsoFields.QUARTER_OF_YEAR));
      case 'R' -> format("%H:%M");
      case 'S' -> number("%02d", at.getSecond());
      case 's' -> text.append(at.toEpochSecond());
      case 'T', 'X' -> format("%H:%M:%S");
      case 'U' -> number("%02d", DateParts.extract(at.toLocalDateTime(), "WEEK"));
      case 'u' -> number("%d", at.getDayOfWeek().getValue());
      case 'V' -> number("%02d", at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'W' -> number("%02d", DateParts.extract(at.toLocalDateTime(), "WEEK_MONDAY"));
      case 'w' -> number("%d", at.getDayOfWeek().getValue() % 7);
      case 'Y' -> number("%d", at.getYear());
      case 'y' -> number("%02d", at.getYear() % 100);
      case 'Z' -> zone();
      case 'z' -> offset("");
      default -> throw new EvaluationException("Invalid format element: %" + element);
    }
  }

  private void number(String form, long number) {
    text.append(String.format(Locale.ROOT, form, number));
  }

  private int hourOfHalfDay() {
    return (at.getHour() + 11) % 12 + 1;
  }

  /// @param digits of the fraction; -1 as many as it needs
  private void seconds(int digits) {
    number("%02d", at.getSecond());
    String micros = String.format(Locale.ROOT, "%06d", at.get(ChronoField.MICRO_OF_SECOND));
    String fraction =
        digits < 0
            ? micros.replaceAll("0+$", "")
            : (micros + "000000000").substring(0, Math.min(digits, 15));
    if (!fraction.isEmpty()) {
      text.append('.').append(fraction);
    }
  }

  private void offset(String colon) {
    int minutes = at.getOffset().getTotalSeconds() / 60;
    text.append(minutes < 0 ? '-' : '+');
    number("%02d", Math.abs(minutes) / 60);
    text.append(colon);
    number("%02d", Math.abs(minutes) % 60);
  }

  /// `UTC`, `UTC-8`, `UTC+0530`.
  private void zone() {
    int minutes = at.getOffset().getTotalSeconds() / 60;
    text.append("UTC");
    if (minutes != 0) {
      text.append(minutes < 0 ? '-' : '+').append(Math.abs(minutes) / 60);
      if (minutes % 60 != 0) {
        number("%02d", Math.abs(minutes) % 60);
      }
    }
  }
}
