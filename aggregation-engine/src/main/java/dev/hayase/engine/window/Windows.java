package dev.hayase.engine.window;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// How event time is cut.
public sealed interface Windows {
  /// Windows that stand where they stand, whatever happens in them.
  sealed interface Fixed extends Windows {
    /// Those that an instant falls into, in their order. Windows that reach beyond the years 1 to
    /// 9999 are left out: BigQuery could not hold when they begin or end.
    List<Window> at(Instant time);
  }

  /// One after the other, each of one length, from 1970-01-01T00:00Z on.
  record Tumbling(Duration size) implements Fixed {
    @Override
    public List<Window> at(Instant time) {
      return new Hopping(size, size).at(time);
    }
  }

  /// As tumbling ones, but a new one begins at every step.
  record Hopping(Duration size, Duration every) implements Fixed {
    @Override
    public List<Window> at(Instant time) {
      long length = Micros.of(size);
      long step = Micros.of(every);
      long at = Micros.of(time);
      List<Window> windows = new ArrayList<>();
      long last = Math.floorDiv(at, step) * step;
      for (long start = last - (length - 1) / step * step; start <= last; start += step) {
        if (start + length > at) {
          Window.within(Micros.instant(start), Micros.instant(start + length), windows);
        }
      }
      return windows;
    }
  }

  /// As long as no two events are further apart than the gap. A session that ended at its last
  /// event is over, and with a grace may close, one gap later.
  record Session(Duration gap) implements Windows {}

  /// Hours, days, weeks (from Monday) or months as people in a zone know them: a day that loses or
  /// gains an hour is a day.
  record Calendar(CalendarUnit unit, ZoneId zone) implements Fixed {
    @Override
    public List<Window> at(Instant time) {
      List<Window> windows = new ArrayList<>(1);
      Window window = CalendarCut.window(unit, zone, time);
      Window.within(window.start(), window.end(), windows);
      return windows;
    }
  }

  /// Units of the calendar.
  enum CalendarUnit {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }
}
