package dev.hayase.engine.group;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.Row;
import java.time.Instant;
import java.util.List;

/// All groups of one partition. Everything that it knows is in its state, so that whoever gets the
/// state carries on. Used by one thread.
@SuppressWarnings("DoNotCallSuggester")
public final class Groups {
  private final GroupPlan plan;
  private final OrderedState state;

  public Groups(GroupPlan plan, OrderedState state) {
    this.plan = plan;
    this.state = state;
  }

  /// Takes a contribution to a group.
  public void apply(Row key, Contribution contribution, LateSink late) {
    throw new UnsupportedOperationException("not there yet: " + plan + state);
  }

  /// Everything that happened up to this instant is known: windows close, and what depends on the
  /// time is computed again. An earlier instant than the last one changes nothing.
  public void advance(Instant through) {
    throw new UnsupportedOperationException("not there yet");
  }

  /// Tells every result that has changed since it was told last, each once.
  public void emit(Emission emission) {
    throw new UnsupportedOperationException("not there yet");
  }

  /// The results of a group as they are now, the windows in their order; none of an empty group.
  /// Reads only, so that any thread may ask with a state that can be read by it.
  public List<Row> results(Row key) {
    throw new UnsupportedOperationException("not there yet");
  }

  /// Through which instant everything is known; the epoch before it is told for the first time.
  public Instant now() {
    throw new UnsupportedOperationException("not there yet");
  }
}
