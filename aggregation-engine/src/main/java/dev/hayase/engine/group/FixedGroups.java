package dev.hayase.engine.group;

import dev.hayase.engine.measure.Items;
import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.window.Window;
import dev.hayase.engine.window.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Groups without windows, or with windows that stand where they stand. A group's place is its key,
/// then where its window begins.
final class FixedGroups implements Grouping {
  private static final byte[] NOTHING = {};

  private final GroupPlan plan;
  private final Optional<Windows.Fixed> windows;
  private final Closing closing;
  private final OrderedState state;
  private final Timers timers;
  private final Results results;
  private final RowCodec keys;
  private final Body body;
  private final byte[] emptyBody;

  FixedGroups(GroupPlan plan, Optional<Windows.Fixed> windows, OrderedState state) {
    this.plan = plan;
    this.windows = windows;
    this.closing = new Closing(plan.window().flatMap(each -> each.grace()), 0);
    this.state = state;
    this.timers = new Timers(Space.TIMER, state);
    this.results = new Results(plan);
    this.keys = new RowCodec(plan.key());
    this.body = Body.of(plan);
    OrderedWriter empty = new OrderedWriter();
    body.write(empty);
    this.emptyBody = empty.toBytes();
  }

  @Override
  public void apply(Row key, Contribution contribution, long now, LateSink late) {
    byte[] place = keys.encode(key);
    if (windows.isEmpty()) {
      add(place, 0, contribution);
      return;
    }
    Instant time = contribution.time();
    List<Window> into = time == null ? List.of() : windows.get().at(time);
    if (into.isEmpty()) {
      late.late(key, null, contribution);
    }
    for (Window window : into) {
      long end = RowCodec.micros(window.end());
      if (closing.isClosed(end, now)) {
        late.late(key, window, contribution);
      } else {
        long start = RowCodec.micros(window.start());
        add(new OrderedWriter().raw(place).integer(start).toBytes(), end, contribution);
      }
    }
  }

  private void add(byte[] place, long end, Contribution contribution) {
    byte[] key = Space.GROUP.key(place);
    byte[] kept = state.get(key);
    Header header;
    if (kept == null) {
      header = new Header();
      header.end = end;
      body.read(new OrderedReader(emptyBody));
    } else {
      OrderedReader in = new OrderedReader(kept);
      header = Header.read(in);
      body.read(in);
    }
    header.rows += contribution.weight();
    body.add(contribution, items(place, header));
    if (!header.dirty) {
      header.dirty = true;
      state.put(Space.DIRTY.key(place), NOTHING);
    }
    save(key, header, body);
  }

  @Override
  public void due(byte[] place) {
    byte[] key = Space.GROUP.key(place);
    byte[] kept = state.get(key);
    if (kept == null) {
      return;
    }
    OrderedReader in = new OrderedReader(kept);
    Header header = Header.read(in);
    if (header.closed) {
      state.delete(key);
      return;
    }
    body.read(in);
    header.alarm = null;
    header.dirty = true;
    state.put(Space.DIRTY.key(place), NOTHING);
    save(key, header, body);
  }

  @Override
  public void emit(byte[] place, byte[] mark, long now, Emission emission) {
    byte[] key = Space.GROUP.key(place);
    byte[] kept = state.get(key);
    if (kept == null) {
      return;
    }
    OrderedReader in = new OrderedReader(kept);
    Header header = Header.read(in);
    body.read(in);
    OrderedReader names = new OrderedReader(place);
    Row group = keys.read(names);
    Window window = window(names, header);
    Outcome outcome = outcome(group, window, header, body, items(place, header), now);
    header.told = header.told.tell(Results.primaryKey(group, window), outcome, emission);
    header.dirty = false;
    if (window != null && closing.isClosed(header.end, now)) {
      StoredItems.forget(place, state);
      closing.close(place, header, outcome, now, state, timers);
    } else if (header.rows == 0 && header.items == 0 && body.isEmpty()) {
      Closing.alarm(null, place, header, timers);
      state.delete(key);
    } else {
      Closing.alarm(closing.next(window != null, header.end, outcome, now), place, header, timers);
      save(key, header, body);
    }
  }

  @Override
  public List<Row> results(Row key, long now) {
    // Other threads ask, too: the body is their own.
    Body own = Body.of(plan);
    List<Row> rows = new ArrayList<>();
    byte[] from = keys.encode(key);
    try (OrderedState.Scan groups = state.prefix(Space.GROUP.key(from))) {
      while (groups.next()) {
        OrderedReader names = new OrderedReader(groups.key(), 1);
        byte[] place = names.rest();
        OrderedReader in = new OrderedReader(groups.value());
        Header header = Header.read(in);
        if (header.closed) {
          rows.add(results.decode(in.rest()));
        } else {
          own.read(in);
          OrderedReader start = new OrderedReader(place, from.length);
          Window window = window(start, header);
          if (outcome(key, window, header, own, items(place, header), now)
              instanceof Outcome.Present(Row row, _, _)) {
            rows.add(row);
          }
        }
      }
    }
    return rows;
  }

  private Outcome outcome(
      Row group,
      @Nullable Window window,
      Header header,
      Body computed,
      IntFunction<Items> items,
      long now) {
    if (header.rows <= 0) {
      return new Outcome.Absent();
    }
    boolean open = closing.isOpen(header.end, now);
    long at = closing.resultAt(header.end, now);
    return results.outcome(group, window, open, computed, items, at);
  }

  private @Nullable Window window(OrderedReader start, Header header) {
    return windows.isEmpty()
        ? null
        : new Window(RowCodec.instant(start.integer()), RowCodec.instant(header.end));
  }

  private IntFunction<Items> items(byte[] place, Header header) {
    return measure -> new StoredItems(place, measure, header, state);
  }

  private void save(byte[] key, Header header, Body written) {
    OrderedWriter out = new OrderedWriter(96);
    header.write(out);
    written.write(out);
    state.put(key, out.toBytes());
  }
}
