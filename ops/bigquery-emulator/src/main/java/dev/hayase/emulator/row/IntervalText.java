package dev.hayase.emulator.row;

import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The texts that BigQuery reads as an INTERVAL: `Y-M D H:M:S.F` and those shorter forms whose
/// parts are unambiguous, and ISO 8601 (`P1Y2M3W4DT5H6M7.8S`). The forms are those of
/// `IntervalValue::ParseFromString` and `ParseFromISO8601` in google/zetasql
/// (`zetasql/public/interval_value.cc`).
public final class IntervalText {
  private static final String YEARS = "(?<ms>[-+])?(?<y>\\d{1,9})-(?<m>\\d{1,9})";
  private static final String MONTHS = "(?<ms>[-+])?(?<m>\\d{1,9})";
  private static final String DAYS = "(?<d>[-+]?\\d{1,9})";
  private static final String HOUR = "(?<ts>[-+])?(?<h>\\d{1,12})";
  private static final String SECOND = ":(?<s>\\d{1,12})(?:\\.(?<f>\\d{1,6}))?";
  private static final String MINUTES = HOUR + ":(?<min>\\d{1,12})";
  private static final String SECONDS = MINUTES + SECOND;
  private static final String TO_MINUTES = HOUR + "(?::(?<min>\\d{1,12})(?:" + SECOND + ")?)?";
  private static final Pattern[] FORMS = {
    Pattern.compile(YEARS + "(?: " + DAYS + "(?: " + TO_MINUTES + ")?)?"),
    Pattern.compile(MONTHS + " " + DAYS + " " + TO_MINUTES),
    Pattern.compile(DAYS + " " + MINUTES + "(?:" + SECOND + ")?"),
    Pattern.compile(SECONDS),
  };
  private static final Pattern ISO_PART =
      Pattern.compile("(T?)(-?)(\\d{1,12})(?:[.,](\\d{1,6}))?([YMWDHS])");
  private static final long MICROS = 1_000_000;

  private IntervalText() {}

  /// @throws DateTimeException when it is none of the forms, or out of INTERVAL's range
  public static Interval parse(String text) {
    try {
      if (text.startsWith("P")) {
        return iso(text);
      }
      for (Pattern form : FORMS) {
        Matcher matcher = form.matcher(text);
        if (matcher.matches()) {
          return parts(matcher);
        }
      }
    } catch (ArithmeticException _) {
      throw new DateTimeException("INTERVAL out of range: " + text);
    }
    throw new DateTimeException("Invalid INTERVAL value '" + text + "'");
  }

  private static Interval parts(Matcher matcher) {
    long months = number(group(matcher, "y")) * 12 + number(group(matcher, "m"));
    long seconds =
        number(group(matcher, "h")) * 3600
            + number(group(matcher, "min")) * 60
            + number(group(matcher, "s"));
    long micros = Math.addExact(Math.multiplyExact(seconds, MICROS), fraction(group(matcher, "f")));
    return Interval.of(
        "-".equals(group(matcher, "ms")) ? -months : months,
        number(group(matcher, "d")),
        "-".equals(group(matcher, "ts")) ? -micros : micros);
  }

  private static Interval iso(String text) {
    Matcher part = ISO_PART.matcher(text).region(1, text.length());
    boolean time = false;
    long months = 0;
    long days = 0;
    long micros = 0;
    int end = 1;
    while (part.lookingAt()) {
      boolean separator = !part.group(1).isEmpty();
      char unit = part.group(5).charAt(0);
      boolean ofTime = time || separator;
      String fraction = part.group(4);
      if ((separator && time)
          || (fraction != null && unit != 'S')
          || (ofTime ? "HMS" : "YMWD").indexOf(unit) < 0) {
        break;
      }
      time = ofTime;
      long number = number(part.group(3));
      long sign = part.group(2).isEmpty() ? 1 : -1;
      switch (unit) {
        case 'Y' -> months += sign * number * 12;
        case 'W' -> days += sign * number * 7;
        case 'D' -> days += sign * number;
        case 'H' -> micros = plus(micros, sign * number * 3600, 0);
        case 'S' -> micros = plus(micros, sign * number, sign * fraction(fraction));
        default -> {
          if (ofTime) {
            micros = plus(micros, sign * number * 60, 0);
          } else {
            months += sign * number;
          }
        }
      }
      end = part.end();
      part.region(end, text.length());
    }
    if (end == 1 || end != text.length()) {
      throw new DateTimeException("Invalid INTERVAL value '" + text + "'");
    }
    return Interval.of(months, days, micros);
  }

  private static long plus(long micros, long seconds, long fraction) {
    return Math.addExact(micros, Math.addExact(Math.multiplyExact(seconds, MICROS), fraction));
  }

  private static @Nullable String group(Matcher matcher, String name) {
    return matcher.namedGroups().containsKey(name) ? matcher.group(name) : null;
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long fraction(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong((digits + "000000").substring(0, 6));
  }
}
