package dev.hayase.loader.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one way to BigQuery for all tables: who wants to send asks for a [Ticket], which is granted
/// as soon as what is on its way fits the [FlightWindow], in the order of [FairTurns].
///
/// A request that is not answered for [#FORGOTTEN_MILLIS] while later ones are no longer counts, so
/// that a table whose answers do not come holds up nobody else. Requests of high priority may go a
/// quarter beyond the window, so that they do not even wait for an answer to somebody else. While
/// the project's quota is used up, the [Brake] holds everybody.
///
/// Thread-safe; one call per request.
public final class Gate {
  private static final long FORGOTTEN_MILLIS = 5_000;
  private static final long FORGOTTEN_EVERY_MILLIS = 1_000;

  private final FlightWindow window;
  private final InstantSource clock;
  private final FairTurns turns = new FairTurns();
  private final Brake brake = new Brake();
  private final Deque<Ticket> flying = new ArrayDeque<>();
  private long bytesInFlight;
  private long answeredSentMillis;
  private long nextForgottenMillis;
  private volatile long windowBytes;

  public Gate(FlightWindow window, InstantSource clock) {
    this.window = window;
    this.clock = clock;
    this.windowBytes = window.bytes();
  }

  /// Queues the ticket. It may be granted at once; else its owner is woken when it is.
  void ask(Ticket ticket) {
    List<Ticket> granted;
    synchronized (this) {
      turns.add(ticket);
      granted = admit();
    }
    wake(granted, ticket);
  }

  /// The ticket's request goes.
  public void sent(Ticket ticket) {
    long now = clock.millis();
    synchronized (this) {
      ticket.sent(now);
      flying.addLast(ticket);
    }
  }

  /// The ticket's request was answered, or never will be; the first call counts.
  ///
  /// @param taken whether BigQuery took the rows: only that tells how busy it is
  public void handBack(Ticket ticket, boolean taken) {
    long now = clock.millis();
    List<Ticket> granted;
    synchronized (this) {
      if (ticket.isOver()) {
        return;
      }
      ticket.end();
      if (!ticket.isGranted()) {
        turns.remove(ticket);
      } else {
        if (taken) {
          brake.taken(ticket);
        }
        discount(ticket);
        if (taken && ticket.sentMillis() >= 0) {
          answeredSentMillis = Math.max(answeredSentMillis, ticket.sentMillis());
          window.answered(now - ticket.sentMillis(), now);
          windowBytes = window.bytes();
        }
      }
      granted = admit();
    }
    wake(granted, ticket);
  }

  /// The ticket's request was refused because a quota is used up.
  ///
  /// @param proven whether its connection took rows before
  public void refuse(Ticket ticket, boolean proven) {
    synchronized (this) {
      if (!ticket.isOver() && brake.refused(ticket, proven, clock.millis())) {
        window.exceeded();
        windowBytes = window.bytes();
      }
    }
    handBack(ticket, false);
  }

  /// Whether nobody may send because the project's quota is used up, but one to try.
  public boolean isBraked() {
    return brakedSince().isPresent();
  }

  /// Since when that is so; empty when everybody may.
  synchronized Optional<Instant> brakedSince() {
    return brake.isOn() ? Optional.of(Instant.ofEpochMilli(brake.sinceMillis())) : Optional.empty();
  }

  /// Looks again, for time has passed.
  public void look() {
    List<Ticket> granted;
    synchronized (this) {
      granted = admit();
    }
    wake(granted, null);
  }

  /// What may be on its way at once.
  public long windowBytes() {
    return windowBytes;
  }

  /// What is on its way.
  public synchronized long bytesInFlight() {
    return bytesInFlight;
  }

  private void discount(Ticket ticket) {
    if (ticket.isCounted()) {
      ticket.discount();
      bytesInFlight -= ticket.bytes();
    }
    brake.over(ticket);
  }

  private List<Ticket> admit() {
    forget();
    List<Ticket> granted = new ArrayList<>(1);
    Optional<Ticket> next = turns.next();
    while (next.filter(this::fits).isPresent()) {
      Ticket ticket = next.get();
      turns.go();
      ticket.grant();
      brake.granted(ticket);
      bytesInFlight += ticket.bytes();
      window.used(bytesInFlight);
      granted.add(ticket);
      next = turns.next();
    }
    if (next.isPresent() && !brake.isOn()) {
      window.limits();
    }
    return granted;
  }

  private boolean fits(Ticket ticket) {
    return brake.admits(clock.millis())
        && (bytesInFlight == 0 || bytesInFlight + ticket.bytes() <= limit(ticket));
  }

  private long limit(Ticket ticket) {
    long bytes = window.bytes();
    return switch (ticket.priority()) {
      case HIGH -> bytes + bytes / 4;
      case NORMAL, LOW -> bytes;
    };
  }

  private void forget() {
    long now = clock.millis();
    Ticket oldest = flying.peekFirst();
    while (oldest != null && (!oldest.isCounted() || isForgotten(oldest, now))) {
      discount(oldest);
      flying.removeFirst();
      oldest = flying.peekFirst();
    }
  }

  /// Where later ones are answered, it is this one that hangs. Where none is, BigQuery may be slow
  /// for all, and each one more would make it slower: one a second.
  private boolean isForgotten(Ticket ticket, long now) {
    if (ticket.sentMillis() >= now - FORGOTTEN_MILLIS) {
      return false;
    }
    if (ticket.sentMillis() < answeredSentMillis) {
      return true;
    }
    boolean one = now >= nextForgottenMillis;
    if (one) {
      nextForgottenMillis = now + FORGOTTEN_EVERY_MILLIS;
    }
    return one;
  }

  private static void wake(List<Ticket> granted, @Nullable Ticket own) {
    for (Ticket ticket : granted) {
      if (ticket != own) {
        ticket.wake();
      }
    }
  }
}
