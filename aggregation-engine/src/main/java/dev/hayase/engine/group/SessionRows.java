package dev.hayase.engine.group;

import dev.hayase.engine.measure.Weighted;
import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.window.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of groups that are cut into sessions, in the order of their times, and how far from
/// each other they stand. In state: an item for each row, with time, order, id and all its inputs.
final class SessionRows {
  private final RowCodec codec;
  private final long gap;
  private final OrderedState state;

  SessionRows(Layout inputs, long gap, OrderedState state) {
    this.codec = new RowCodec(inputs);
    this.gap = gap;
    this.state = state;
  }

  long gap() {
    return gap;
  }

  /// Adds a row, or takes it back.
  void add(byte[] group, long time, Weighted row) {
    OrderedWriter out =
        Space.ITEM.key().raw(group).integer(time).bytes(row.order()).bytes(row.id());
    codec.write(row.inputs(), out);
    byte[] key = out.toBytes();
    byte[] kept = state.get(key);
    long count = (kept == null ? 0 : count(kept)) + row.weight();
    if (count == 0) {
      state.delete(key);
    } else {
      state.put(key, new OrderedWriter(9).integer(count).toBytes());
    }
  }

  /// Where the session begins that reaches to this time from before; the time itself if none does.
  long chainStart(byte[] group, long time) {
    long start = time;
    try (OrderedState.Scan before = state.reverseRange(key(group), key(group, time))) {
      while (before.next()) {
        long each = time(group, before);
        if (isThere(before)) {
          if (start - each > gap) {
            break;
          }
          start = each;
        }
      }
    }
    return start;
  }

  /// Where the session ends that goes on from this time; the time itself if none does.
  long chainEnd(byte[] group, long time) {
    long end = time;
    try (OrderedState.Scan after = state.prefix(key(group), key(group, time + 1))) {
      while (after.next()) {
        long each = time(group, after);
        if (isThere(after)) {
          if (each - end > gap) {
            break;
          }
          end = each;
        }
      }
    }
    return end;
  }

  /// The sessions, one or two, that a row at this time belongs to or would.
  List<Window> near(byte[] group, long time) {
    List<Window> near = new ArrayList<>(2);
    Long before = first(state.reverseRange(key(group, time - gap), key(group, time + 1)), group);
    Long after = first(state.range(key(group, time + 1), key(group, time + gap + 1)), group);
    if (before != null) {
      near.add(session(group, before));
    }
    if (after != null) {
      near.add(session(group, after));
    }
    return near;
  }

  private Window session(byte[] group, long time) {
    return new Window(
        RowCodec.instant(chainStart(group, time)), RowCodec.instant(chainEnd(group, time)));
  }

  private static @Nullable Long first(OrderedState.Scan scan, byte[] group) {
    try (scan) {
      while (scan.next()) {
        if (isThere(scan)) {
          return time(group, scan);
        }
      }
      return null;
    }
  }

  /// All sessions of a group, in their order.
  List<Session> sessions(byte[] group) {
    return sessions(group, state.prefix(key(group)));
  }

  /// The sessions between two times, which cut none of them.
  List<Session> sessions(byte[] group, long from, long to) {
    return sessions(group, state.range(key(group, from), key(group, to + 1)));
  }

  private List<Session> sessions(byte[] group, OrderedState.Scan scan) {
    List<Session> sessions = new ArrayList<>();
    List<Weighted> rows = new ArrayList<>();
    long start = 0;
    long end = 0;
    try (scan) {
      while (scan.next()) {
        long count = count(scan.value());
        if (count > 0) {
          OrderedReader in = new OrderedReader(scan.key(), 1 + group.length);
          long time = in.integer();
          if (!rows.isEmpty() && time - end > gap) {
            sessions.add(new Session(start, end, rows));
            rows = new ArrayList<>();
          }
          start = rows.isEmpty() ? time : start;
          end = time;
          Weighted row = new Kept(in.bytes(), in.bytes(), codec.read(in));
          for (long i = 0; i < count; i++) {
            rows.add(row);
          }
        }
      }
    }
    if (!rows.isEmpty()) {
      sessions.add(new Session(start, end, rows));
    }
    return sessions;
  }

  /// Forgets the rows between two times, both included.
  void forget(byte[] group, long from, long to) {
    try (OrderedState.Scan scan = state.range(key(group, from), key(group, to + 1))) {
      while (scan.next()) {
        state.delete(scan.key());
      }
    }
  }

  private static byte[] key(byte[] group) {
    return Space.ITEM.key(group);
  }

  private static byte[] key(byte[] group, long time) {
    return Space.ITEM.key().raw(group).integer(time).toBytes();
  }

  private static long time(byte[] group, OrderedState.Scan scan) {
    return new OrderedReader(scan.key(), 1 + group.length).integer();
  }

  private static boolean isThere(OrderedState.Scan scan) {
    return count(scan.value()) > 0;
  }

  private static long count(byte[] value) {
    return new OrderedReader(value).integer();
  }

  /// @param end the time of its last row
  record Session(long start, long end, List<Weighted> rows) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] order, byte[] id, Row inputs) implements Weighted {
    @Override
    public int weight() {
      return 1;
    }
  }
}
