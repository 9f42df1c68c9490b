package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.RowCodec;
import java.time.Duration;

/// Ids of events that have counted, so that each counts once. Remembered for a time after they came
/// or happened, whichever is later.
final class SeenIds {
  private final Duration remember;
  private final OrderedState state;
  private final Timers timers;

  SeenIds(Duration remember, OrderedState state) {
    this.remember = remember;
    this.state = state;
    this.timers = new Timers(Space.SEEN_UNTIL, state);
  }

  /// Whether a contribution counts. One that is taken back, as a join does when the other side
  /// changes, may come again.
  boolean counts(Contribution contribution, long now) {
    byte[] key = Space.SEEN.key(contribution.id());
    byte[] until = state.get(key);
    if (contribution.weight() < 0) {
      if (until != null) {
        state.delete(key);
        timers.cancel(new OrderedReader(until).integer(), contribution.id());
      }
      return true;
    }
    if (until != null) {
      return false;
    }
    long from = contribution.time() == null ? now : RowCodec.micros(contribution.time());
    long forget = Math.max(from, now) + Spans.micros(remember);
    state.put(key, new OrderedWriter(9).integer(forget).toBytes());
    timers.set(forget, contribution.id());
    return true;
  }

  /// Forgets what is old enough.
  ///
  /// @param first whether no time was told before: then nobody knew when events came, and as far as
  ///   anybody can tell they have come now
  void advance(long through, boolean first) {
    timers.due(
        through,
        id -> {
          if (first) {
            long forget = through + Spans.micros(remember);
            state.put(Space.SEEN.key(id), new OrderedWriter(9).integer(forget).toBytes());
            timers.set(forget, id);
          } else {
            state.delete(Space.SEEN.key(id));
          }
        });
  }
}
