package dev.hayase.log.admission;

import dev.hayase.pipeline.access.Sender;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// Lets requests in as far as there is room for them, and tells the others when to come again.
///
/// Thread-safe.
public final class Admission {
  private final ByteBudget budget;
  private final Quotas quotas;
  private final Pace pace;
  private final LongSupplier nanos;
  private final long beside;

  /// @param beside bytes that the server takes for any request that is here
  public Admission(ByteBudget budget, Quotas quotas, Pace pace, LongSupplier nanos, long beside) {
    this.budget = budget;
    this.beside = beside;
    this.quotas = quotas;
    this.pace = pace;
    this.nanos = nanos;
  }

  /// A place for a request that has no bytes yet.
  public Room room(Sender sender) {
    return new Room(sender);
  }

  /// Bytes of requests that are being answered.
  public long taken() {
    return budget.taken();
  }

  /// When somebody for whom there was no room may come again.
  public Duration retryAfter() {
    return pace.retryAfter();
  }

  /// The room that one request takes: its bytes, and what is made of them until it is answered.
  /// Used by one thread.
  public final class Room implements AutoCloseable {
    /// What the bytes of a request become takes about so many times their room, when its events are
    /// small. Kept free from the beginning, so that no body is read for nothing.
    private static final int WORK_PER_BYTE = 4;

    private final Sender sender;
    private long bytes;
    private long work;
    private OptionalLong hereNanos = OptionalLong.empty();

    private Room(Sender sender) {
      this.sender = sender;
    }

    /// Makes place for more bytes of the request, which the sender's quota is for, and for the work
    /// with them.
    ///
    /// @throws NoRoomException when there is no room, or none within the sender's quota
    public void grow(long more) {
      if (!quotas.take(sender, more)) {
        throw new NoRoomException(
            "The key %s sends more than its %s in a second"
                .formatted(sender.name(), sender.rate().map(Object::toString).orElse("")),
            Duration.ofSeconds(1));
      }
      change(bytes + more, WORK_PER_BYTE * (bytes + more));
    }

    /// Makes place for what all the request's bytes become, now that it is known.
    ///
    /// @throws NoRoomException when there is no room
    public void work(long needed) {
      if (hereNanos.isEmpty()) {
        hereNanos = OptionalLong.of(nanos.getAsLong());
      }
      change(bytes, needed);
    }

    /// With its work a request gets no more than half of everything, so that each has its turn.
    private void change(long newBytes, long needed) {
      long newWork = Math.clamp(budget.size() / 2 - newBytes, 0, beside + needed);
      long more = newBytes + newWork - bytes - work;
      if (more < 0) {
        budget.giveBack(sender.name(), -more);
      } else if (!budget.take(sender.name(), more)) {
        throw new NoRoomException("There is no room for more requests", retryAfter());
      }
      bytes = newBytes;
      work = newWork;
    }

    @Override
    public void close() {
      budget.giveBack(sender.name(), bytes + work);
      hereNanos.ifPresent(here -> pace.answered(nanos.getAsLong() - here));
      bytes = 0;
      work = 0;
    }
  }
}
