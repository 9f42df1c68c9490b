package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedWriter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When windows are over, and what becomes of them.
final class Closing {
  /// How long the last result of a closed window can be looked up.
  private static final Duration READABLE = Duration.ofDays(7);

  private final boolean closes;
  private final long after;

  /// @param grace empty: they are over at some time, but never closed
  /// @param gap what a session waits for beside
  Closing(Optional<Duration> grace, long gap) {
    this.closes = grace.isPresent();
    this.after = gap + grace.map(Spans::micros).orElse(0L);
  }

  /// Whether the window that ends there still grows: its column `window_open`.
  boolean isOpen(long end, long now) {
    return now < end + after;
  }

  /// Whether nothing is taken any more.
  boolean isClosed(long end, long now) {
    return closes && !isOpen(end, now);
  }

  /// The instant that a window's result is of: now, but of a closed one that at which it closed,
  /// however far the time went on at once.
  long resultAt(long end, long now) {
    return closes ? Math.min(end + after, now) : now;
  }

  /// When a group is to be looked at again though nothing comes; null: never.
  ///
  /// @param windowed whether it has a window that ends
  @Nullable Long next(boolean windowed, long end, Outcome outcome, long now) {
    Long over = windowed && isOpen(end, now) ? end + after : null;
    if (outcome instanceof Outcome.Present present && present.changesAt().isPresent()) {
      long changes = present.changesAt().getAsLong();
      return over == null ? changes : Math.min(over, changes);
    }
    return over;
  }

  /// Sets a group's timer, and puts off the one before.
  static void alarm(@Nullable Long at, byte[] place, Header header, Timers timers) {
    if (header.alarm != null && !header.alarm.equals(at)) {
      timers.cancel(header.alarm, place);
    }
    if (at != null && !at.equals(header.alarm)) {
      timers.set(at, place);
    }
    header.alarm = at;
  }

  /// Keeps the last result of a window for a while, and nothing else.
  void close(
      byte[] place, Header header, Outcome outcome, long now, OrderedState state, Timers timers) {
    long until = header.end + after + Spans.micros(READABLE);
    byte[] key = Space.GROUP.key(place);
    if (outcome instanceof Outcome.Present present && until > now) {
      alarm(until, place, header, timers);
      header.closed = true;
      header.items = 0;
      OrderedWriter out = new OrderedWriter();
      header.write(out);
      state.put(key, out.raw(present.encoded()).toBytes());
    } else {
      alarm(null, place, header, timers);
      state.delete(key);
    }
  }
}
