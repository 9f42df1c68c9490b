package dev.hayase.log.admission;

import dev.hayase.log.access.Sender;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Lets requests in as far as there is room for them, and tells the others when to come again.
///
/// Thread-safe.
public final class Admission {
  private final ByteBudget budget;
  private final Quotas quotas;
  private final Pace pace;
  private final LongSupplier nanos;

  public Admission(ByteBudget budget, Quotas quotas, Pace pace, LongSupplier nanos) {
    this.budget = budget;
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
    return pace.retryAfter(budget.taken());
  }

  /// The room that one request takes. Used by one thread.
  public final class Room implements AutoCloseable {
    private final Sender sender;
    private long bytes;

    private Room(Sender sender) {
      this.sender = sender;
    }

    /// Makes it larger.
    ///
    /// @throws NoRoomException when there is no room, or none within the sender's quota
    public void grow(long more) {
      if (!quotas.take(sender, more)) {
        throw new NoRoomException(
            "The key %s sends more than its %s in a second"
                .formatted(sender.name(), sender.rate().map(Object::toString).orElse("")),
            Duration.ofSeconds(1));
      }
      if (!budget.take(sender.name(), more)) {
        throw new NoRoomException("There is no room for more requests", retryAfter());
      }
      bytes += more;
    }

    @Override
    public void close() {
      budget.giveBack(sender.name(), bytes);
      pace.answered(bytes, nanos.getAsLong());
      bytes = 0;
    }
  }
}
