package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import org.jspecify.annotations.Nullable;

/// Through which microsecond everything is known.
final class Clock {
  private static final byte[] KEY = Space.CLOCK.key().toBytes();

  private final OrderedState state;

  /// What the state says, for the thread that alone writes it.
  private @Nullable Long own;

  Clock(OrderedState state) {
    this.state = state;
  }

  /// As the state says.
  long now() {
    byte[] value = state.get(KEY);
    return value == null ? 0 : new OrderedReader(value).integer();
  }

  /// The same for the thread that sets it, without asking the state each time.
  long own() {
    if (own == null) {
      own = now();
    }
    return own;
  }

  void set(long micros) {
    own = micros;
    state.put(KEY, new OrderedWriter(9).integer(micros).toBytes());
  }
}
