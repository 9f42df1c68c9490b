package dev.hayase.engine.window;

import java.time.Duration;
import java.time.ZoneId;

/// How event time is cut.
public sealed interface Windows {
  /// One after the other, each of one length, from 1970-01-01T00:00Z on.
  record Tumbling(Duration size) implements Windows {}

  /// As tumbling ones, but a new one begins at every step.
  record Hopping(Duration size, Duration every) implements Windows {}

  /// As long as no two events are further apart than the gap.
  record Session(Duration gap) implements Windows {}

  /// Hours, days, weeks (from Monday) or months as people in a zone know them: a day that loses or
  /// gains an hour is a day.
  record Calendar(CalendarUnit unit, ZoneId zone) implements Windows {}

  /// Units of the calendar.
  enum CalendarUnit {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }
}
