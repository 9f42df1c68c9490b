package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// All groups of one partition. Everything that it knows is in its state, so that whoever gets the
/// state carries on. Used by one thread.
///
/// A contribution costs one read and one write of its group, as many of each item that its measures
/// keep, and one mark when the group's result was told before; results are computed when they are
/// told.
public final class Groups {
  private final Clock clock;
  private final Grouping grouping;
  private final Optional<SeenIds> seen;
  private final Timers timers;
  private final OrderedState state;

  /// The mark with which telling goes on; whoever begins anew begins with the first.
  private byte[] next = Space.DIRTY.key().toBytes();

  public Groups(GroupPlan plan, OrderedState state) {
    this.clock = new Clock(state);
    this.grouping = grouping(plan, state);
    this.seen = plan.onceFor().map(remember -> new SeenIds(remember, state));
    this.timers = new Timers(Space.TIMER, state);
    this.state = state;
  }

  private static Grouping grouping(GroupPlan plan, OrderedState state) {
    if (plan.window().isEmpty()) {
      return new FixedGroups(plan, Optional.empty(), state);
    }
    WindowPlan window = plan.window().get();
    return switch (window.windows()) {
      case Windows.Session session -> new SessionGroups(plan, window, session, state);
      case Windows.Fixed fixed -> new FixedGroups(plan, Optional.of(fixed), state);
    };
  }

  /// Takes a contribution to a group.
  public void apply(Row key, Contribution contribution, LateSink late) {
    long now = clock.own();
    if (seen.isEmpty() || seen.get().counts(contribution, now)) {
      grouping.apply(key, contribution, now, late);
    }
  }

  /// Everything that happened up to this instant is known: windows close, and what depends on the
  /// time is computed again. An earlier instant than the last one changes nothing.
  public void advance(Instant through) {
    long micros = RowCodec.micros(through);
    long before = clock.own();
    if (micros > before) {
      clock.set(micros);
      timers.due(micros, grouping::due);
      seen.ifPresent(each -> each.advance(micros, before == 0));
    }
  }

  /// Tells every result that has changed since it was told last, each once.
  public void emit(Emission emission) {
    var _ = emit(emission, () -> false);
  }

  /// Tells those of them that come next, until it is enough. What changes again before it is asked
  /// for the next time waits for its turn, so that all of them have one.
  ///
  /// @param enough asked before each group
  /// @return whether every one is told now
  public boolean emit(Emission emission, BooleanSupplier enough) {
    byte[] first = Space.DIRTY.key().toBytes();
    byte[] from = next;
    next = first;
    return emit(from, emission, enough)
        && (Arrays.equals(from, first) || emit(first, emission, enough));
  }

  private boolean emit(byte[] from, Emission emission, BooleanSupplier enough) {
    long now = clock.own();
    try (OrderedState.Scan marks = state.prefix(Space.DIRTY.key().toBytes(), from)) {
      while (marks.next()) {
        byte[] mark = marks.key();
        if (enough.getAsBoolean()) {
          next = mark;
          return false;
        }
        state.delete(mark);
        grouping.emit(Arrays.copyOfRange(mark, 1, mark.length), marks.value(), now, emission);
      }
    }
    return true;
  }

  /// The results of a group as they are now, the windows in their order; none of an empty group. Of
  /// a closed window the last one can be read for seven days more. Reads only, so that any thread
  /// may ask with a state that can be read by it.
  public List<Row> results(Row key) {
    return grouping.results(key, clock.now());
  }

  /// Through which instant everything is known; the epoch before it is told for the first time.
  public Instant now() {
    return RowCodec.instant(clock.now());
  }
}
