package dev.hayase.loader.flow;

import dev.hayase.loader.batch.BatchLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How one table may flow: its knobs, its rate and its way through the [Gate].
///
/// The table's thread asks; knobs may be turned and read by any thread.
public final class TableFlow {
  /// A table with a rate holds what it sends in a few seconds, not more: memory is for those whose
  /// rows can go.
  private static final long MOST_SECONDS_HELD = 4;

  private static final long LEAST_HELD_BYTES = 256 << 10;
  private static final long LEAST_BATCH_BYTES = 32 << 10;

  private final Gate gate;
  private final InstantSource clock;
  private final TokenBucket bucket = new TokenBucket();
  private final FairTurns.Account account = new FairTurns.Account();
  private volatile Knobs knobs;
  private volatile Runnable whenTurned = () -> {};

  public TableFlow(Knobs knobs, Gate gate, InstantSource clock) {
    this.knobs = knobs;
    this.gate = gate;
    this.clock = clock;
  }

  /// As they are in effect.
  public Knobs knobs() {
    return knobs;
  }

  /// Has this done whenever they are turned, by any thread.
  public void whenTurned(Runnable then) {
    whenTurned = then;
  }

  /// From now on they are so.
  void turn(Knobs turned) {
    if (!turned.equals(knobs)) {
      knobs = turned;
      whenTurned.run();
    }
  }

  /// When a batch is full. Never more than a quarter of what may be on its way at all: of greater
  /// ones a few would fill it, and the others would wait for each of them. Nor more than a second's
  /// worth of the table's rate.
  public BatchLimits batch() {
    Knobs now = knobs;
    BatchLimits own = now.batch();
    long most = Math.max(LEAST_BATCH_BYTES, Math.min(gate.windowBytes() / 4, now.bytesPerSecond()));
    return own.bytes() <= most ? own : new BatchLimits(own.rows(), most, own.ageMillis());
  }

  /// When the table may ask to send; not after `nowMillis` if it may now.
  public long mayAskAtMillis(long nowMillis) {
    Knobs now = knobs;
    if (now.paused()) {
      return Long.MAX_VALUE;
    }
    bucket.rate(now.bytesPerSecond(), nowMillis);
    return bucket.allowedAtMillis(nowMillis);
  }

  /// Asks to send a request.
  ///
  /// @param wake called when it may go after all, by any thread
  public Ticket ask(long bytes, Runnable wake) {
    Ticket ticket = new Ticket(account, knobs.priority(), bytes, wake);
    gate.ask(ticket);
    return ticket;
  }

  /// The ticket's request goes.
  public void sent(Ticket ticket) {
    bucket.took(ticket.bytes(), clock.millis());
    gate.sent(ticket);
  }

  /// The ticket's request was answered, or never will be.
  ///
  /// @param taken whether BigQuery took the rows
  public void handBack(Ticket ticket, boolean taken) {
    gate.handBack(ticket, taken);
  }

  /// The ticket's request was refused because a quota is used up.
  ///
  /// @param proven whether its connection took rows before
  public void refuse(Ticket ticket, boolean proven) {
    gate.refuse(ticket, proven);
  }

  /// Since when no table may send because the project's quota is used up; empty when they may.
  public Optional<Instant> brakedSince() {
    return gate.brakedSince();
  }

  /// Looks whether those who wait may go, for time has passed.
  public void look() {
    gate.look();
  }

  /// What the table holds, as the [MemoryBudget] asks.
  public MemoryBudget.Holding holding(long heldBytes) {
    Knobs now = knobs;
    long most =
        now.bytesPerSecond() == TokenBucket.UNLIMITED
            ? Long.MAX_VALUE
            : Math.max(LEAST_HELD_BYTES, now.bytesPerSecond() * MOST_SECONDS_HELD);
    return new MemoryBudget.Holding(heldBytes, now.priority(), most, now.paused());
  }
}
