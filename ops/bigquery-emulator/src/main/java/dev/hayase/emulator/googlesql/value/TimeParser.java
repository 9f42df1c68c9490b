package dev.hayase.emulator.googlesql.value;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// PARSE_DATE and its kin: what the text does not say is of 1970-01-01 00:00:00.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/format-elements">Format
///   elements</a>
public final class TimeParser {
  private final String input;
  private int at;
  private int year = 1970;
  private int month = 1;
  private int day = 1;
  private int dayOfYear = -1;
  private int hour;
  private int minute;
  private int second;
  private int micros;
  private int halfDay = -1;
  private boolean twelve;
  private @Nullable ZoneId zone;
  private @Nullable Long epochSecond;

  private TimeParser(String input) {
    this.input = input;
  }

  public static LocalDate date(String format, String text) {
    return parsed(format, text).civil().toLocalDate();
  }

  public static LocalTime time(String format, String text) {
    return parsed(format, text).civil().toLocalTime();
  }

  public static LocalDateTime datetime(String format, String text) {
    return parsed(format, text).civil();
  }

  public static long timestamp(String format, String text, ZoneId zone) {
    TimeParser parser = parsed(format, text);
    if (parser.epochSecond != null) {
      return Micros.inRange(Math.multiplyExact(parser.epochSecond, 1_000_000L));
    }
    return Micros.of(parser.civil(), parser.zone == null ? zone : parser.zone);
  }

  private static TimeParser parsed(String format, String text) {
    TimeParser parser = new TimeParser(text);
    parser.blanks();
    parser.read(format);
    parser.blanks();
    if (parser.at < text.length()) {
      throw parser.failed();
    }
    return parser;
  }

  private LocalDateTime civil() {
    try {
      if (epochSecond != null) {
        return LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
      }
      LocalDate date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      int hours = twelve && halfDay >= 0 ? hour % 12 + 12 * halfDay : hour;
      LocalDateTime civil = date.atTime(hours, minute, 0).plusSeconds(second);
      if (year < 1 || civil.getYear() > 9999) {
        throw failed();
      }
      return civil.plusNanos(micros * 1000L);
    } catch (DateTimeException e) {
      throw failed();
    }
  }

  private EvaluationException failed() {
    return new EvaluationException("Failed to parse input string \"" + input + "\"");
  }

  private void read(String format) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (Character.isWhitespace(c)) {
        blanks();
      } else if (c != '%' || i + 1 == format.length()) {
        literal(c);
      } else if (format.charAt(i + 1) == 'E' && i + 2 < format.length()) {
        i = extended(format, i + 2);
      } else {
        element(format.charAt(++i));
      }
    }
  }

  private int extended(String format, int i) {
    char c = format.charAt(i);
    if (format.startsWith("4Y", i)) {
      year = number(4, 0, 9999);
      return i + 1;
    }
    if ((c == '*' || Character.isDigit(c)) && format.startsWith("S", i + 1)) {
      second = number(2, 0, 60);
      fraction(c == '*' ? 15 : c - '0');
      return i + 1;
    }
    element(c);
    return i;
  }

  private void element(char element) {
    switch (element) {
      case 'Y' -> year = number(4, 0, 9999);
      case 'C' -> year = number(2, 0, 99) * 100 + year % 100;
      case 'y' -> {
        int short2 = number(2, 0, 99);
        year = short2 < 69 ? 2000 + short2 : 1900 + short2;
      }
      case 'm' -> month = number(2, 1, 12);
      case 'd', 'e' -> day = number(2, 1, 31);
      case 'j' -> dayOfYear = number(3, 1, 366);
      case 'H', 'k' -> {
        hour = number(2, 0, 23);
        twelve = false;
      }
      case 'I', 'l' -> {
        hour = number(2, 1, 12);
        twelve = true;
      }
      case 'M' -> minute = number(2, 0, 59);
      case 'S' -> second = number(2, 0, 60);
      case 'B', 'b', 'h' -> month = name(true);
      case 'A', 'a' -> name(false);
      case 'p', 'P' -> halfDay();
      case 'F' -> read("%Y-%m-%d");
      case 'T', 'X' -> read("%H:%M:%S");
      case 'R' -> read("%H:%M");
      case 'D', 'x' -> read("%m/%d/%y");
      case 'c' -> read("%a %b %e %H:%M:%S %Y");
      case 's' -> epochSecond = longNumber();
      case 'z' -> offset();
      case 'Z' -> zone();
      case 'n', 't' -> blanks();
      case '%' -> literal('%');
      default ->
          throw new EvaluationException(
              "Format element %" + element + " is not supported by the emulator when parsing");
    }
  }

  private void literal(char c) {
    if (at >= input.length() || input.charAt(at) != c) {
      throw failed();
    }
    at++;
  }

  private void blanks() {
    while (at < input.length() && Character.isWhitespace(input.charAt(at))) {
      at++;
    }
  }

  private int number(int digits, int least, int most) {
    blanks();
    int start = at;
    while (at < input.length() && at - start < digits && Character.isDigit(input.charAt(at))) {
      at++;
    }
    int number = at == start ? -1 : Integer.parseInt(input.substring(start, at));
    if (number < least || number > most) {
      throw failed();
    }
    return number;
  }

  private long longNumber() {
    int start = at;
    if (at < input.length() && input.charAt(at) == '-') {
      at++;
    }
    while (at < input.length() && Character.isDigit(input.charAt(at))) {
      at++;
    }
    try {
      return Long.parseLong(input.substring(start, at));
    } catch (NumberFormatException e) {
      throw failed();
    }
  }

  private void fraction(int digits) {
    if (at >= input.length() || input.charAt(at) != '.' || digits == 0) {
      return;
    }
    int start = ++at;
    while (at < input.length() && at - start < digits && Character.isDigit(input.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw failed();
    }
    micros = Integer.parseInt((input.substring(start, at) + "000000").substring(0, 6));
  }

  /// The number of a month or weekday, by its full name or its first three letters.
  private int name(boolean months) {
    blanks();
    for (int i = 1; i <= (months ? 12 : 7); i++) {
      String full =
          months
              ? Month.of(i).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              : DayOfWeek.of(i).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      for (String name : new String[] {full, full.substring(0, 3)}) {
        if (input.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return i;
        }
      }
    }
    throw failed();
  }

  private void halfDay() {
    if (input.regionMatches(true, at, "am", 0, 2)) {
      halfDay = 0;
    } else if (input.regionMatches(true, at, "pm", 0, 2)) {
      halfDay = 1;
    } else {
      throw failed();
    }
    at += 2;
  }

  private void offset() {
    if (input.startsWith("Z", at) || input.startsWith("z", at)) {
      at++;
      zone = ZoneOffset.UTC;
      return;
    }
    int start = at;
    while (at < input.length() && "+-:0123456789".indexOf(input.charAt(at)) >= 0) {
      at++;
    }
    zone = Micros.zone(input.substring(start, at));
  }

  private void zone() {
    int start = at;
    while (at < input.length() && !Character.isWhitespace(input.charAt(at))) {
      at++;
    }
    zone = Micros.zone(input.substring(start, at));
  }
}
