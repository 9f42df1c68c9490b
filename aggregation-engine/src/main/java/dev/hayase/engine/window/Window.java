package dev.hayase.engine.window;

import java.time.Instant;
import java.util.List;

/// A span of event time.
///
/// @param start its first instant
/// @param end the first instant after it; of a session the instant of its last event, which belongs
///   to it
public record Window(Instant start, Instant end) {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /// Adds the window if BigQuery's TIMESTAMP holds its bounds.
  static void within(Instant start, Instant end, List<Window> windows) {
    if (!start.isBefore(FIRST) && !end.isAfter(LAST)) {
      windows.add(new Window(start, end));
    }
  }
}
