package dev.hayase.loader.batch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/// When the broker appended the oldest record of a partition that is not settled. Kept for what
/// came together in one poll, so that it costs nothing per record.
public final class Arrivals {
  private final Deque<Arrival> arrivals = new ArrayDeque<>();

  /// @param next the offset after the last of its records
  private record Arrival(long next, long millis) {}

  /// Records came.
  ///
  /// @param next the offset after the last of them
  /// @param millis when the broker appended the first of them
  public void add(long next, long millis) {
    arrivals.addLast(new Arrival(next, millis));
  }

  /// When the oldest one was appended whose offset is not below this position; empty when there is
  /// none.
  public OptionalLong oldestMillis(long position) {
    Arrival first = arrivals.peekFirst();
    while (first != null && first.next() <= position) {
      arrivals.removeFirst();
      first = arrivals.peekFirst();
    }
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.millis());
  }
}
