package dev.hayase.loader.flow;

import org.jspecify.annotations.Nullable;

/// Stops all tables together when BigQuery refuses a request because the project's quota is used
/// up: what one table is refused, the others would be, too, and what is refused is sent in vain.
///
/// After a pause one request goes ahead, of whoever has the next turn. If it is taken, everybody
/// goes on; if it is refused, everybody waits twice as long.
///
/// Only a request of a connection that took rows before presses the brake. The first one of a
/// connection is also refused where there are too many connections, and then those that there are
/// may go on.
///
/// Not thread-safe.
final class Brake {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  private boolean on;
  private long sinceMillis;
  private long pauseMillis;
  private long untilMillis;
  private @Nullable Ticket trial;

  boolean isOn() {
    return on;
  }

  /// When it was pressed; only while it is on.
  long sinceMillis() {
    return sinceMillis;
  }

  /// Whether one more request may go.
  boolean admits(long nowMillis) {
    return !on || (trial == null && nowMillis >= untilMillis);
  }

  /// A request may go now.
  void granted(Ticket ticket) {
    if (on) {
      trial = ticket;
    }
  }

  /// A request was refused because a quota is used up.
  ///
  /// @param proven whether its connection took rows before
  /// @return whether that presses the brake
  boolean refused(Ticket ticket, boolean proven, long nowMillis) {
    boolean presses = on ? ticket == trial : proven;
    if (presses) {
      pauseMillis = on ? Math.min(LONGEST_MILLIS, 2 * pauseMillis) : FIRST_MILLIS;
      untilMillis = nowMillis + pauseMillis;
      sinceMillis = on ? sinceMillis : nowMillis;
      on = true;
      trial = null;
    }
    return presses;
  }

  /// A request was taken. Those that were on their way when the brake was pressed tell nothing.
  void taken(Ticket ticket) {
    if (ticket == trial) {
      on = false;
      trial = null;
    }
  }

  /// A request is not on its way any more, and nobody knows what BigQuery would have said.
  void over(Ticket ticket) {
    if (ticket == trial) {
      trial = null;
    }
  }
}
