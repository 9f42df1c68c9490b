package dev.hayase.emulator.googlesql.value;

import dev.hayase.emulator.row.Interval;
import java.math.BigDecimal;

/// INTERVAL functions. Parts carry over into each other only where a function says so.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/interval_functions">Interval
///   functions</a>
public final class Intervals {
  private static final long DAY = 86_400_000_000L;

  private Intervals() {}

  private static Interval of(long months, long days, long micros) {
    return new Interval(Math.toIntExact(months), Math.toIntExact(days), micros);
  }

  public static Interval of(long count, String part) {
    return switch (part) {
      case "YEAR" -> of(Math.multiplyExact(count, 12L), 0, 0);
      case "QUARTER" -> of(Math.multiplyExact(count, 3L), 0, 0);
      case "MONTH" -> of(count, 0, 0);
      case "WEEK" -> of(0, Math.multiplyExact(count, 7L), 0);
      case "DAY" -> of(0, count, 0);
      default -> of(0, 0, Math.multiplyExact(count, DateParts.micros(part)));
    };
  }

  /// MAKE_INTERVAL.
  public static Interval make(
      long years, long months, long days, long hours, long minutes, long seconds) {
    return plus(
        plus(plus(of(years, "YEAR"), of(months, "MONTH")), of(days, "DAY")),
        plus(plus(of(hours, "HOUR"), of(minutes, "MINUTE")), of(seconds, "SECOND")));
  }

  public static Interval times(Interval interval, long factor) {
    return of(
        Math.multiplyExact(interval.months(), factor),
        Math.multiplyExact(interval.days(), factor),
        Math.multiplyExact(interval.micros(), factor));
  }

  public static Interval plus(Interval a, Interval b) {
    return of(
        (long) a.months() + b.months(),
        (long) a.days() + b.days(),
        Math.addExact(a.micros(), b.micros()));
  }

  public static long part(Interval interval, String part) {
    long micros = interval.micros();
    return switch (part) {
      case "YEAR" -> interval.months() / 12;
      case "MONTH" -> interval.months() % 12;
      case "DAY" -> interval.days();
      case "HOUR" -> micros / 3_600_000_000L;
      case "MINUTE" -> micros / 60_000_000 % 60;
      case "SECOND" -> micros / 1_000_000 % 60;
      case "MILLISECOND" -> micros / 1000 % 1000;
      case "MICROSECOND" -> micros % 1_000_000;
      default -> throw DateParts.unsupported(part);
    };
  }

  /// 30 days are a month.
  public static Interval justifyDays(Interval interval) {
    long days = interval.months() * 30L + interval.days();
    return of(days / 30, days % 30, interval.micros());
  }

  /// 24 hours are a day.
  public static Interval justifyHours(Interval interval) {
    long micros = interval.days() * DAY + interval.micros();
    return of(interval.months(), micros / DAY, micros % DAY);
  }

  public static Interval justify(Interval interval) {
    return justifyDays(justifyHours(justifyDays(interval)));
  }

  /// `P1Y2M3DT4H5M6.7S`, as TO_JSON writes it.
  public static String iso(Interval interval) {
    if (interval.months() == 0 && interval.days() == 0 && interval.micros() == 0) {
      return "P0Y";
    }
    StringBuilder text = new StringBuilder("P");
    designated(text, part(interval, "YEAR"), "Y");
    designated(text, part(interval, "MONTH"), "M");
    designated(text, interval.days(), "D");
    if (interval.micros() != 0) {
      text.append('T');
      designated(text, part(interval, "HOUR"), "H");
      designated(text, part(interval, "MINUTE"), "M");
      long rest = interval.micros() % 60_000_000;
      if (rest != 0) {
        text.append(BigDecimal.valueOf(rest, 6).stripTrailingZeros().toPlainString()).append('S');
      }
    }
    return text.toString();
  }

  private static void designated(StringBuilder text, long count, String unit) {
    if (count != 0) {
      text.append(count).append(unit);
    }
  }
}
