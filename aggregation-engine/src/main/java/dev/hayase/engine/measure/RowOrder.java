package dev.hayase.engine.measure;

import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.schema.Column;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Rows as items, in the order of a value, then in the source's order, then by their ids; each with
/// the one value that is wanted of it. SQL leaves open which of two rows with one value comes
/// first; here it is the one that the source has first.
///
/// @param slot of the value that is wanted
/// @param by the slot of the value that decides; empty: the order of the source
record RowOrder(int slot, Column column, OptionalInt by, Optional<Column> byColumn) {
  static RowOrder of(int slot, OptionalInt by, List<Column> inputs) {
    Optional<Column> byColumn =
        by.isPresent() ? Optional.of(inputs.get(by.getAsInt())) : Optional.empty();
    return new RowOrder(slot, inputs.get(slot), by, byColumn);
  }

  @Nullable Object wanted(Weighted row) {
    return row.inputs().get(slot);
  }

  /// Whether the row has the value that decides.
  boolean hasPlace(Weighted row) {
    return by.isEmpty() || row.inputs().get(by.getAsInt()) != null;
  }

  byte[] item(Weighted row) {
    OrderedWriter item = new OrderedWriter();
    byColumn.ifPresent(each -> RowCodec.write(each, row.inputs().get(by.orElseThrow()), item));
    item.bytes(row.order()).bytes(row.id());
    RowCodec.write(column, wanted(row), item);
    return item.toBytes();
  }

  @Nullable Object value(byte[] item) {
    OrderedReader in = new OrderedReader(item);
    byColumn.ifPresent(each -> RowCodec.read(each, in));
    in.skipBytes();
    in.skipBytes();
    return RowCodec.read(column, in);
  }
}
