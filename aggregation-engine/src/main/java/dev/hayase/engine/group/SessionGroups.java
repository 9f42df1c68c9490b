package dev.hayase.engine.group;

import dev.hayase.engine.measure.Items;
import dev.hayase.engine.measure.Weighted;
import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.window.Window;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Groups cut into sessions. A row that comes or goes may join two of them or split one, so every
/// row is kept as it came until its session closes, and a session's result is computed of its rows
/// when it is told.
///
/// A session's place is its key, then where it begins; there is a [Header] for each one that was
/// told. A mark names a key, and between which times its rows have changed.
final class SessionGroups implements Grouping {
  private final GroupPlan plan;
  private final Closing closing;
  private final SessionRows rows;
  private final OrderedState state;
  private final Timers timers;
  private final Results results;
  private final RowCodec keys;

  SessionGroups(GroupPlan plan, WindowPlan window, Windows.Session sessions, OrderedState state) {
    long gap = Spans.micros(sessions.gap());
    this.plan = plan;
    this.closing = new Closing(window.grace(), gap);
    this.rows = new SessionRows(plan.inputs(), gap, state);
    this.state = state;
    this.timers = new Timers(Space.TIMER, state);
    this.results = new Results(plan);
    this.keys = new RowCodec(plan.key());
  }

  @Override
  public void apply(Row key, Contribution contribution, long now, LateSink late) {
    Instant time = contribution.time();
    if (time == null) {
      late.late(key, null, contribution);
      return;
    }
    byte[] group = keys.encode(key);
    long at = RowCodec.micros(time);
    Window closed = closed(group, at, now);
    if (closed != null) {
      late.late(key, closed, contribution);
      return;
    }
    rows.add(group, at, contribution);
    mark(group, at);
  }

  /// The closed session that a row at this time would belong to, itself if nothing else; null when
  /// none is closed.
  private @Nullable Window closed(byte[] group, long at, long now) {
    if (!closing.isClosed(at - rows.gap(), now)) {
      return null;
    }
    Window before = closedHeader(group, at);
    if (before != null) {
      return before;
    }
    List<Window> near = rows.near(group, at);
    for (Window session : near.isEmpty() ? List.of(window(at, at)) : near) {
      if (closing.isClosed(RowCodec.micros(session.end()), now)) {
        return session;
      }
    }
    return null;
  }

  private @Nullable Window closedHeader(byte[] group, long at) {
    byte[] from = Space.GROUP.key(group);
    byte[] to = Space.GROUP.key().raw(group).integer(at + rows.gap() + 1).toBytes();
    try (OrderedState.Scan headers = state.reverseRange(from, to)) {
      while (headers.next()) {
        Header header = Header.read(new OrderedReader(headers.value()));
        if (header.closed) {
          long start = new OrderedReader(headers.key(), from.length).integer();
          return header.end >= at - rows.gap() ? window(start, header.end) : null;
        }
      }
      return null;
    }
  }

  private void mark(byte[] group, long at) {
    byte[] key = Space.DIRTY.key(group);
    byte[] marked = state.get(key);
    long from = at;
    long to = at;
    if (marked != null) {
      OrderedReader in = new OrderedReader(marked);
      from = Math.min(in.integer(), at);
      to = Math.max(in.integer(), at);
    }
    state.put(key, new OrderedWriter(18).integer(from).integer(to).toBytes());
  }

  @Override
  public void due(byte[] place) {
    byte[] key = Space.GROUP.key(place);
    byte[] kept = state.get(key);
    if (kept == null) {
      return;
    }
    Header header = Header.read(new OrderedReader(kept));
    if (header.closed) {
      state.delete(key);
      return;
    }
    header.alarm = null;
    save(place, header);
    OrderedReader in = new OrderedReader(place);
    keys.read(in);
    byte[] group = Arrays.copyOf(place, in.position());
    mark(group, in.integer());
  }

  @Override
  public void emit(byte[] group, byte[] mark, long now, Emission emission) {
    OrderedReader in = new OrderedReader(mark);
    long from = rows.chainStart(group, in.integer());
    long to = rows.chainEnd(group, in.integer());
    List<SessionRows.Session> sessions = rows.sessions(group, from, to);
    NavigableMap<Long, Header> told = told(group, from, to);
    Row key = keys.decode(group);
    NavigableMap<Long, Header> gone = new TreeMap<>(told);
    sessions.forEach(session -> gone.remove(session.start()));
    gone.forEach((start, header) -> withdraw(key, place(group, start), start, header, emission));
    for (SessionRows.Session session : sessions) {
      Header header = told.getOrDefault(session.start(), new Header());
      tell(key, group, session, header, now, emission);
    }
  }

  /// The sessions of which something was told, and which are not closed.
  private NavigableMap<Long, Header> told(byte[] group, long from, long to) {
    NavigableMap<Long, Header> told = new TreeMap<>();
    int prefix = 1 + group.length;
    byte[] last = Space.GROUP.key().raw(group).integer(to + 1).toBytes();
    try (OrderedState.Scan headers = state.range(Space.GROUP.key(place(group, from)), last)) {
      while (headers.next()) {
        Header header = Header.read(new OrderedReader(headers.value()));
        if (!header.closed) {
          told.put(new OrderedReader(headers.key(), prefix).integer(), header);
        }
      }
    }
    return told;
  }

  private void withdraw(Row key, byte[] place, long start, Header header, Emission emission) {
    Row primaryKey = Results.primaryKey(key, window(start, header.end));
    header.told.tell(primaryKey, new Outcome.Absent(), emission);
    Closing.alarm(null, place, header, timers);
    state.delete(Space.GROUP.key(place));
  }

  private void tell(
      Row key,
      byte[] group,
      SessionRows.Session session,
      Header header,
      long now,
      Emission emission) {
    byte[] place = place(group, session.start());
    Outcome outcome = outcome(key, session, now);
    Window window = window(session.start(), session.end());
    header.told = header.told.tell(Results.primaryKey(key, window), outcome, emission);
    header.end = session.end();
    if (closing.isClosed(session.end(), now)) {
      rows.forget(group, session.start(), session.end());
      closing.close(place, header, outcome, now, state, timers);
    } else {
      Closing.alarm(closing.next(true, session.end(), outcome, now), place, header, timers);
      save(place, header);
    }
  }

  private Outcome outcome(Row key, SessionRows.Session session, long now) {
    Body body = Body.of(plan);
    Map<Integer, Items> kept = new HashMap<>();
    IntFunction<Items> items = measure -> kept.computeIfAbsent(measure, _ -> new MemoryItems());
    for (Weighted row : session.rows()) {
      body.add(row, items);
    }
    Window window = window(session.start(), session.end());
    boolean open = closing.isOpen(session.end(), now);
    long at = closing.resultAt(session.end(), now);
    return results.outcome(key, window, open, body, items, at);
  }

  @Override
  public List<Row> results(Row key, long now) {
    byte[] group = keys.encode(key);
    NavigableMap<Long, Row> found = new TreeMap<>();
    byte[] prefix = Space.GROUP.key(group);
    try (OrderedState.Scan headers = state.prefix(prefix)) {
      while (headers.next()) {
        OrderedReader in = new OrderedReader(headers.value());
        if (Header.read(in).closed) {
          long start = new OrderedReader(headers.key(), prefix.length).integer();
          found.put(start, results.decode(in.rest()));
        }
      }
    }
    for (SessionRows.Session session : rows.sessions(group)) {
      if (outcome(key, session, now) instanceof Outcome.Present(Row row, _, _)) {
        found.put(session.start(), row);
      }
    }
    return List.copyOf(found.values());
  }

  private void save(byte[] place, Header header) {
    OrderedWriter out = new OrderedWriter(48);
    header.write(out);
    state.put(Space.GROUP.key(place), out.toBytes());
  }

  private static byte[] place(byte[] group, long start) {
    return new OrderedWriter(group.length + 9).raw(group).integer(start).toBytes();
  }

  private static Window window(long start, long end) {
    return new Window(RowCodec.instant(start), RowCodec.instant(end));
  }
}
