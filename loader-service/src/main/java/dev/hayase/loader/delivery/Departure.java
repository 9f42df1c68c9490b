package dev.hayase.loader.delivery;

import dev.hayase.loader.flow.TableFlow;
import dev.hayase.loader.flow.Ticket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a lane's next request waits until it may go: for the table's rate, then for its turn among
/// all tables.
final class Departure {
  private static final long LOOK_AGAIN_MILLIS = 1_000;

  private final TableFlow flow;
  private final Runnable wake;
  private @Nullable Ticket asked;
  private long lookMillis = Long.MAX_VALUE;

  /// @param wake called by any thread when the request may go
  Departure(TableFlow flow, Runnable wake) {
    this.flow = flow;
    this.wake = wake;
  }

  /// Leave for a request of this size, if it may go now; then it has to.
  Optional<Ticket> leave(long bytes, long nowMillis) {
    long allowed = flow.mayAskAtMillis(nowMillis);
    if (allowed > nowMillis) {
      giveUp();
      lookMillis = allowed;
      return Optional.empty();
    }
    Ticket ticket = asked;
    if (ticket == null) {
      ticket = flow.ask(bytes, wake);
    } else if (!ticket.isGranted()) {
      flow.look();
    }
    if (ticket.isGranted()) {
      asked = null;
      lookMillis = Long.MAX_VALUE;
      flow.sent(ticket);
      return Optional.of(ticket);
    }
    asked = ticket;
    lookMillis = nowMillis + LOOK_AGAIN_MILLIS;
    return Optional.empty();
  }

  /// When to ask again at the latest.
  long lookMillis() {
    return lookMillis;
  }

  /// Nothing is to go for now.
  void giveUp() {
    if (asked != null) {
      flow.handBack(asked, false);
      asked = null;
    }
    lookMillis = Long.MAX_VALUE;
  }
}
