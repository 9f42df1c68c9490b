package dev.hayase.engine.group;

import java.time.Duration;

/// Spans of time in microseconds.
final class Spans {
  private Spans() {}

  static long micros(Duration span) {
    return span.toSeconds() * 1_000_000 + span.toNanosPart() / 1000;
  }
}
