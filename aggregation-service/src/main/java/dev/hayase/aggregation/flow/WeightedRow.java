package dev.hayase.aggregation.flow;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;

/// A row that is added, or taken back.
///
/// @param weight +1 or -1
/// @param id names the source's row
/// @param order sorts as the source's own order does
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record WeightedRow(int weight, byte[] id, byte[] order, Row row) {

  /// Rows of one layout as bytes.
  public static final class Codec {
    private final RowCodec rows;

    public Codec(Layout layout) {
      rows = new RowCodec(layout);
    }

    public byte[] encode(WeightedRow row) {
      OrderedWriter out = new OrderedWriter();
      out.integer(row.weight()).bytes(row.id()).bytes(row.order());
      rows.write(row.row(), out);
      return out.toBytes();
    }

    public WeightedRow decode(byte[] bytes) {
      OrderedReader in = new OrderedReader(bytes);
      return new WeightedRow((int) in.integer(), in.bytes(), in.bytes(), rows.read(in));
    }
  }
}
