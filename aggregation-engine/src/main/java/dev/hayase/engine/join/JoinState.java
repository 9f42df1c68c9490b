package dev.hayase.engine.join;

import dev.hayase.engine.join.Versions.Version;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.value.WeightedRows;
import dev.hayase.event.schema.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows and their dimension's, brought together by key, for the keys of one partition. When either
/// side changes, what was joined before is taken back and what is joined now is added. Used by one
/// thread; everything that it knows is in its state.
///
/// A row may be taken back before it was added, since partitions are not ordered among each other:
/// what is told comes out right when everything has come.
///
/// In state: the rows of both sides with some 20 bytes each; events as long as they are kept, and
/// for each the time of that.
public final class JoinState {
  private static final byte[] CLOCK = {0};
  private static final int FACT = 1;
  private static final int DIMENSION = 2;
  private static final int TIMER = 3;
  private static final byte[] NO_ORDER = {};

  private final RowCodec keys;
  private final RowCodec facts;
  private final RowCodec dimensions;
  private final int factColumns;
  private final int dimensionColumns;
  private final boolean outer;
  private final boolean once;
  private final Optional<Duration> keep;
  private final OrderedState state;

  /// @param once whether a row that is there already is a duplicate: of events, in the first join
  /// @param keep how long rows wait for changes of their dimension; of joins in a row, each waits
  ///   for as long as all before it together and [JoinPlan#keep], so that it still has what these
  ///   take back. Empty: for ever
  public JoinState(JoinPlan plan, boolean once, Optional<Duration> keep, OrderedState state) {
    List<Column> dimension = plan.dimension().columns().columns();
    List<Column> all = plan.row().columns();
    this.dimensionColumns = dimension.size();
    this.factColumns = all.size() - dimensionColumns;
    this.keys = new RowCodec(new Layout(plan.key().stream().map(dimension::get).toList()));
    this.facts = new RowCodec(new Layout(all.subList(0, factColumns)));
    this.dimensions = new RowCodec(plan.dimension().columns());
    this.outer = plan.outer();
    this.once = once;
    this.keep = keep;
    this.state = state;
  }

  /// Takes a row of the side that is joined to.
  ///
  /// @param key what `on` yields for it; with a NULL nothing is its counterpart
  /// @param time when it happened, or as far as is known; says how long it is kept
  public void fact(
      int weight, Row key, byte[] id, byte[] order, Row row, Instant time, WeightedRows out) {
    if (hasNull(key)) {
      if (outer) {
        out.row(weight, id, order, join(row, null));
      }
      return;
    }
    byte[] keyBytes = keys.encode(key);
    byte[] place = new OrderedWriter().raw(FACT).raw(keyBytes).bytes(id).toBytes();
    Versions versions = Versions.of(state.get(place));
    if (once && weight > 0 && !versions.isEmpty()) {
      return;
    }
    if (versions.isEmpty()) {
      keep.ifPresent(span -> state.put(timer(latest(time, now()).plus(span), place), new byte[0]));
    }
    int change = versions.add(weight, order, facts.encode(row));
    save(place, versions);
    if (change != 0) {
      List<Version> dimension = dimensions(keyBytes).present();
      for (Version each : dimension) {
        out.row(change, id, order, join(row, dimensions.decode(each.row())));
      }
      if (outer && dimension.isEmpty()) {
        out.row(change, id, order, join(row, null));
      }
    }
  }

  /// Takes a row of the dimension.
  public void dimension(int weight, Row key, Row row, WeightedRows out) {
    if (hasNull(key)) {
      return;
    }
    byte[] keyBytes = keys.encode(key);
    Versions versions = dimensions(keyBytes);
    int change = versions.add(weight, NO_ORDER, dimensions.encode(row));
    save(dimensionPlace(keyBytes), versions);
    if (change == 0) {
      return;
    }
    int counterparts = versions.present().size();
    boolean first = outer && change > 0 && counterparts == 1;
    boolean last = outer && change < 0 && counterparts == 0;
    try (OrderedState.Scan scan =
        state.prefix(new OrderedWriter().raw(FACT).raw(keyBytes).toBytes())) {
      while (scan.next()) {
        byte[] id = new OrderedReader(scan.key(), 1 + keyBytes.length).bytes();
        for (Version fact : Versions.of(scan.value()).present()) {
          Row left = facts.decode(fact.row());
          if (first) {
            out.row(-1, id, fact.order(), join(left, null));
          }
          out.row(change, id, fact.order(), join(left, row));
          if (last) {
            out.row(1, id, fact.order(), join(left, null));
          }
        }
      }
    }
  }

  /// Everything that happened up to this instant is known: what has waited long enough is
  /// forgotten, and stays what it was joined with last. An earlier instant than the last one
  /// changes nothing.
  public void advance(Instant through) {
    if (!through.isAfter(now())) {
      return;
    }
    long micros = RowCodec.micros(through);
    state.put(CLOCK, new OrderedWriter(9).integer(micros).toBytes());
    byte[] from = {TIMER};
    byte[] to = new OrderedWriter(10).raw(TIMER).integer(micros + 1).toBytes();
    try (OrderedState.Scan due = state.range(from, to)) {
      while (due.next()) {
        OrderedReader timer = new OrderedReader(due.key(), 1);
        timer.integer();
        state.delete(due.key());
        state.delete(timer.rest());
      }
    }
  }

  private Instant now() {
    byte[] clock = state.get(CLOCK);
    return clock == null ? Instant.EPOCH : RowCodec.instant(new OrderedReader(clock).integer());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static byte[] timer(Instant at, byte[] place) {
    return new OrderedWriter().raw(TIMER).integer(RowCodec.micros(at)).raw(place).toBytes();
  }

  private static byte[] dimensionPlace(byte[] key) {
    return new OrderedWriter(key.length + 1).raw(DIMENSION).raw(key).toBytes();
  }

  private Versions dimensions(byte[] key) {
    return Versions.of(state.get(dimensionPlace(key)));
  }

  private void save(byte[] place, Versions versions) {
    if (versions.isEmpty()) {
      state.delete(place);
    } else {
      state.put(place, versions.toBytes());
    }
  }

  private static boolean hasNull(Row key) {
    for (int i = 0; i < key.size(); i++) {
      if (key.get(i) == null) {
        return true;
      }
    }
    return false;
  }

  private Row join(Row fact, @Nullable Row dimension) {
    @Nullable Object[] values = new @Nullable Object[factColumns + dimensionColumns];
    for (int i = 0; i < factColumns; i++) {
      values[i] = fact.get(i);
    }
    for (int i = 0; dimension != null && i < dimensionColumns; i++) {
      values[factColumns + i] = dimension.get(i);
    }
    return new Row(values);
  }
}
