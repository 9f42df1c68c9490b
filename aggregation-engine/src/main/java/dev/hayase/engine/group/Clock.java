package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;

/// Through which microsecond everything is known.
final class Clock {
  private static final byte[] KEY = Space.CLOCK.key().toBytes();

  private final OrderedState state;

  Clock(OrderedState state) {
    this.state = state;
  }

  long now() {
    byte[] value = state.get(KEY);
    return value == null ? 0 : new OrderedReader(value).integer();
  }

  void set(long micros) {
    state.put(KEY, new OrderedWriter(9).integer(micros).toBytes());
  }
}
