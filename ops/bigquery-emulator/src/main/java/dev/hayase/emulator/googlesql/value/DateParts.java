package dev.hayase.emulator.googlesql.value;

import dev.hayase.emulator.row.Interval;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// Adding, subtracting, truncating and taking apart by the parts of dates and times. Differences of
/// dates and civil times count the boundaries between parts, those of timestamps whole parts.
///
/// @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/date_functions">Date
///   functions</a>
public final class DateParts {
  private static final long DAY = 86_400_000_000L;

  private DateParts() {}

  static EvaluationException unsupported(String part) {
    return new EvaluationException("Unsupported date part: " + part);
  }

  /// How many microseconds a part of fixed length has.
  static long micros(String part) {
    return switch (part) {
      case "MICROSECOND" -> 1L;
      case "MILLISECOND" -> 1000L;
      case "SECOND" -> 1_000_000L;
      case "MINUTE" -> 60_000_000L;
      case "HOUR" -> 3_600_000_000L;
      case "DAY" -> DAY;
      default -> throw unsupported(part);
    };
  }

  private static boolean ofTime(String part) {
    return switch (part) {
      case "MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR" -> true;
      default -> false;
    };
  }

  public static LocalDate add(LocalDate date, long count, String part) {
    LocalDate sum = null;
    if (Math.abs(count) < 4_000_000) {
      sum =
          switch (part) {
            case "DAY" -> date.plusDays(count);
            case "WEEK" -> date.plusWeeks(count);
            case "MONTH" -> date.plusMonths(count);
            case "QUARTER" -> date.plusMonths(3 * count);
            case "YEAR" -> date.plusYears(count);
            default -> throw unsupported(part);
          };
    }
    if (sum == null || sum.getYear() < 1 || sum.getYear() > 9999) {
      throw overflow(count, part, "date " + TimeText.print(date));
    }
    return sum;
  }

  public static LocalDateTime add(LocalDateTime datetime, long count, String part) {
    try {
      LocalDateTime sum =
          ofTime(part)
              ? Micros.datetime(
                  Math.addExact(Micros.of(datetime), Math.multiplyExact(count, micros(part))))
              : add(datetime.toLocalDate(), count, part).atTime(datetime.toLocalTime());
      if (sum.getYear() >= 1 && sum.getYear() <= 9999) {
        return sum;
      }
    } catch (ArithmeticException e) {
      // said below
    }
    throw overflow(count, part, "datetime " + TimeText.print(datetime));
  }

  public static long addToTimestamp(long timestamp, long count, String part) {
    try {
      return Micros.inRange(Math.addExact(timestamp, Math.multiplyExact(count, micros(part))));
    } catch (ArithmeticException e) {
      throw overflow(count, part, "timestamp " + TimeText.printTimestamp(timestamp));
    }
  }

  /// A time of day goes round at midnight.
  public static LocalTime add(LocalTime time, long count, String part) {
    return switch (part) {
      case "MICROSECOND" -> time.plus(count, ChronoUnit.MICROS);
      case "MILLISECOND" -> time.plus(count, ChronoUnit.MILLIS);
      case "SECOND" -> time.plusSeconds(count);
      case "MINUTE" -> time.plusMinutes(count);
      case "HOUR" -> time.plusHours(count);
      default -> throw unsupported(part);
    };
  }

  public static LocalDateTime add(LocalDateTime datetime, Interval interval) {
    return Micros.datetime(
        Math.addExact(
            Micros.of(add(add(datetime, interval.months(), "MONTH"), interval.days(), "DAY")),
            interval.micros()));
  }

  public static long diff(LocalDate a, LocalDate b, String part) {
    return index(a, part) - index(b, part);
  }

  public static long diff(LocalDateTime a, LocalDateTime b, String part) {
    return ofTime(part)
        ? Math.floorDiv(Micros.of(a), micros(part)) - Math.floorDiv(Micros.of(b), micros(part))
        : diff(a.toLocalDate(), b.toLocalDate(), part);
  }

  public static long diffOfTimestamps(long a, long b, String part) {
    return (a - b) / micros(part);
  }

  /// The number of a date's part, counted from some fixed one.
  private static long index(LocalDate date, String part) {
    return switch (part) {
      case "DAY" -> date.toEpochDay();
      case "MONTH" -> date.getYear() * 12L + date.getMonthValue();
      case "QUARTER" -> date.getYear() * 4L + (date.getMonthValue() - 1) / 3;
      case "YEAR" -> date.getYear();
      case "ISOYEAR" -> date.get(IsoFields.WEEK_BASED_YEAR);
      default -> Math.floorDiv(weekStart(date, part).toEpochDay() + 3, 7L);
    };
  }

  public static LocalDate trunc(LocalDate date, String part) {
    return switch (part) {
      case "DAY" -> date;
      case "MONTH" -> date.withDayOfMonth(1);
      case "QUARTER" -> date.with(IsoFields.DAY_OF_QUARTER, 1);
      case "YEAR" -> date.withDayOfYear(1);
      case "ISOYEAR" ->
          LocalDate.of(date.get(IsoFields.WEEK_BASED_YEAR), 1, 4)
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      default -> weekStart(date, part);
    };
  }

  public static LocalDateTime trunc(LocalDateTime datetime, String part) {
    if (ofTime(part)) {
      long micros = Micros.of(datetime);
      return Micros.datetime(micros - Math.floorMod(micros, micros(part)));
    }
    return trunc(datetime.toLocalDate(), part).atStartOfDay();
  }

  public static LocalTime trunc(LocalTime time, String part) {
    long micros = time.toNanoOfDay() / 1000;
    return LocalTime.ofNanoOfDay((micros - micros % micros(part)) * 1000);
  }

  public static long truncTimestamp(long timestamp, String part, ZoneId zone) {
    LocalDateTime civil = Micros.zoned(timestamp, zone).toLocalDateTime();
    LocalDateTime truncated = trunc(civil, part);
    return ofTime(part)
        ? timestamp - (Micros.of(civil) - Micros.of(truncated))
        : Micros.of(truncated, zone);
  }

  public static LocalDate lastDay(LocalDate date, String part) {
    return switch (part) {
      case "MONTH" -> date.with(TemporalAdjusters.lastDayOfMonth());
      case "QUARTER" -> trunc(date, part).plusMonths(3).minusDays(1);
      case "YEAR" -> date.with(TemporalAdjusters.lastDayOfYear());
      case "ISOYEAR" -> trunc(trunc(date, part).plusDays(370), part).minusDays(1);
      default -> weekStart(date, part).plusDays(6);
    };
  }

  public static long extract(LocalDateTime at, String part) {
    LocalDate date = at.toLocalDate();
    return switch (part) {
      case "MICROSECOND" -> at.getNano() / 1000;
      case "MILLISECOND" -> at.getNano() / 1_000_000;
      case "SECOND" -> at.getSecond();
      case "MINUTE" -> at.getMinute();
      case "HOUR" -> at.getHour();
      case "DAY" -> at.getDayOfMonth();
      case "DAYOFWEEK" -> at.getDayOfWeek().getValue() % 7 + 1;
      case "DAYOFYEAR" -> at.getDayOfYear();
      case "MONTH" -> at.getMonthValue();
      case "QUARTER" -> at.get(IsoFields.QUARTER_OF_YEAR);
      case "YEAR" -> at.getYear();
      case "ISOYEAR" -> at.get(IsoFields.WEEK_BASED_YEAR);
      case "ISOWEEK" -> at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      default -> {
        LocalDate week = weekStart(date, part);
        yield week.getYear() < date.getYear() ? 0 : (week.getDayOfYear() - 1) / 7 + 1;
      }
    };
  }

  private static LocalDate weekStart(LocalDate date, String part) {
    DayOfWeek first =
        switch (part) {
          case "WEEK" -> DayOfWeek.SUNDAY;
          case "ISOWEEK" -> DayOfWeek.MONDAY;
          default -> {
            if (!part.startsWith("WEEK_")) {
              throw unsupported(part);
            }
            yield DayOfWeek.valueOf(part.substring(5).toUpperCase(Locale.ROOT));
          }
        };
    return date.with(TemporalAdjusters.previousOrSame(first));
  }

  private static EvaluationException overflow(long count, String part, String to) {
    return new EvaluationException(
        "Adding " + count + " " + part + " to " + to + " causes overflow");
  }
}
