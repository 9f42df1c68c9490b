package dev.hayase.engine.window;

import dev.hayase.engine.window.Windows.CalendarUnit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;

/// Which unit of a zone's calendar an instant falls into: the same as BigQuery's
/// `TIMESTAMP_TRUNC(time, unit, zone)` says, weeks as ISOWEEK.
final class CalendarCut {
  private CalendarCut() {}

  static Window window(CalendarUnit unit, ZoneId zone, Instant time) {
    ZoneOffset offset = zone.getRules().getOffset(time);
    LocalDateTime local = LocalDateTime.ofInstant(time, offset);
    LocalDate date = local.toLocalDate();
    return switch (unit) {
      // By the offset that holds now: an hour that the clocks show twice is two hours.
      case HOUR -> {
        Instant start = local.truncatedTo(ChronoUnit.HOURS).toInstant(offset);
        yield new Window(start, start.plus(1, ChronoUnit.HOURS));
      }
      case DAY -> days(date, date.plusDays(1), zone);
      case WEEK -> {
        LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield days(monday, monday.plusWeeks(1), zone);
      }
      case MONTH -> {
        LocalDate first = date.withDayOfMonth(1);
        yield days(first, first.plusMonths(1), zone);
      }
    };
  }

  private static Window days(LocalDate first, LocalDate next, ZoneId zone) {
    return new Window(first.atStartOfDay(zone).toInstant(), lastMidnight(next, zone));
  }

  /// Where the days before this one end. Some clocks have gone back over midnight, from one minute
  /// past it in Newfoundland: then the day before goes on, and ends at the second midnight.
  private static Instant lastMidnight(LocalDate day, ZoneId zone) {
    LocalDateTime midnight = day.atTime(LocalTime.MIDNIGHT);
    ZoneOffsetTransition transition = zone.getRules().getTransition(midnight);
    boolean dayBeforeReturns =
        transition != null
            && transition.isOverlap()
            && transition.getDateTimeAfter().toLocalDate().isBefore(day);
    return dayBeforeReturns
        ? midnight.toInstant(transition.getOffsetAfter())
        : day.atStartOfDay(zone).toInstant();
  }
}
