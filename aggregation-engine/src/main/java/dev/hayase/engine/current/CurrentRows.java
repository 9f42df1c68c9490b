package dev.hayase.engine.current;

import dev.hayase.engine.state.OrderedState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.engine.value.WeightedRows;
import dev.hayase.event.SequenceNumber;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The current row of each key in one partition of a change topic. Turns changes into rows that are
/// taken back and added, without images of the rows before: it has them.
///
/// Within a partition changes stand in the order of their numbers, so that one whose number was
/// passed already is a re-delivery, and passed over. Used by one thread; everything that it knows
/// is in its state.
///
/// In state: per key its bytes, the columns that are read, and 18 to 34 bytes.
public final class CurrentRows {
  private static final byte[] PASSED = {0};
  private static final int ROW = 1;

  private final RowCodec codec;
  private final boolean orderCounts;
  private final OrderedState state;

  /// @param row the columns that are read
  /// @param orderCounts whether a row that changed in none of these columns is a change though,
  ///   since it has another place in the source's order; otherwise such a change costs nothing
  ///   further on
  public CurrentRows(Layout row, boolean orderCounts, OrderedState state) {
    this.codec = new RowCodec(row);
    this.orderCounts = orderCounts;
    this.state = state;
  }

  /// The row of the key is now this one.
  ///
  /// @param seq the number of the change, as [#order] makes it
  public void put(byte[] key, byte[] seq, Row row, WeightedRows out) {
    if (!pass(seq)) {
      return;
    }
    byte[] place = place(key);
    Kept before = kept(place);
    byte[] now = codec.encode(row);
    if (before != null) {
      if (!orderCounts && Arrays.equals(before.row, now)) {
        state.put(place, new Kept(seq, before.order, now).toBytes());
        return;
      }
      out.row(-1, key, before.order, codec.decode(before.row));
    }
    state.put(place, new Kept(seq, seq, now).toBytes());
    out.row(1, key, seq, row);
  }

  /// There is no row of that key any more: a delete, or a tombstone.
  public void delete(byte[] key, byte[] seq, WeightedRows out) {
    if (pass(seq)) {
      byte[] place = place(key);
      Kept before = kept(place);
      if (before != null) {
        state.delete(place);
        out.row(-1, key, before.order, codec.decode(before.row));
      }
    }
  }

  /// Rows whose last change has a lower number are gone: after a snapshot, or a truncate. Walks
  /// through all of them.
  public void cutOff(byte[] below, WeightedRows out) {
    try (OrderedState.Scan rows = state.prefix(new byte[] {ROW})) {
      while (rows.next()) {
        Kept kept = Kept.of(rows.value());
        if (Arrays.compareUnsigned(kept.seq, below) < 0) {
          byte[] place = rows.key();
          state.delete(place);
          out.row(
              -1, Arrays.copyOfRange(place, 1, place.length), kept.order, codec.decode(kept.row));
        }
      }
    }
  }

  /// The order of rows with this number: 16 bytes that sort as numbers do.
  public static byte[] order(SequenceNumber number) {
    return new OrderedWriter(16).fixed(number.epoch()).fixed(number.ordinal()).toBytes();
  }

  private boolean pass(byte[] seq) {
    byte[] passed = state.get(PASSED);
    if (passed != null && Arrays.compareUnsigned(seq, passed) <= 0) {
      return false;
    }
    state.put(PASSED, seq);
    return true;
  }

  private static byte[] place(byte[] key) {
    return new OrderedWriter(key.length + 1).raw(ROW).raw(key).toBytes();
  }

  private @Nullable Kept kept(byte[] place) {
    byte[] bytes = state.get(place);
    return bytes == null ? null : Kept.of(bytes);
  }

  /// @param seq the number of the row's last change
  /// @param order the number that the row was added with
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Kept(byte[] seq, byte[] order, byte[] row) {
    private static final int NUMBER = 16;

    static Kept of(byte[] bytes) {
      OrderedReader in = new OrderedReader(bytes);
      byte[] seq = in.raw(NUMBER);
      boolean same = in.bool();
      return new Kept(seq, same ? seq : in.raw(NUMBER), in.rest());
    }

    byte[] toBytes() {
      boolean same = Arrays.equals(seq, order);
      OrderedWriter out = new OrderedWriter(2 * NUMBER + 1 + row.length).raw(seq).bool(same);
      return (same ? out : out.raw(order)).raw(row).toBytes();
    }
  }
}
