package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import java.util.function.Consumer;

/// What falls due when time passes, in the order of time.
final class Timers {
  private static final byte[] NOTHING = {};

  private final Space space;
  private final OrderedState state;

  Timers(Space space, OrderedState state) {
    this.space = space;
    this.state = state;
  }

  void set(long at, byte[] what) {
    state.put(key(at, what), NOTHING);
  }

  void cancel(long at, byte[] what) {
    state.delete(key(at, what));
  }

  /// Hands out, and forgets, what is due through an instant.
  void due(long through, Consumer<byte[]> what) {
    byte[] from = space.key().toBytes();
    byte[] to = space.key().integer(through + 1).toBytes();
    try (OrderedState.Scan due = state.range(from, to)) {
      while (due.next()) {
        byte[] key = due.key();
        state.delete(key);
        OrderedReader in = new OrderedReader(key, 1);
        in.integer();
        what.accept(in.rest());
      }
    }
  }

  private byte[] key(long at, byte[] what) {
    return space.key().integer(at).raw(what).toBytes();
  }
}
