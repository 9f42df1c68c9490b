package dev.hayase.engine.group;

import dev.hayase.engine.measure.Items;
import dev.hayase.engine.measure.Weighted;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.schema.Column;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// The row that is last in the order of a value, NULL being the least; among equal ones, or without
/// such a value, the one that the source has last: `ORDER BY value DESC LIMIT 1`.
///
/// In state: an item for each row of the group, with all its inputs, since the one before the last
/// follows when that is taken back.
final class LatestRow implements RowsBody {
  private final RowCodec codec;
  private final OptionalInt by;
  private final Optional<Column> column;

  LatestRow(Layout inputs, OptionalInt by) {
    this.codec = new RowCodec(inputs);
    this.by = by;
    this.column =
        by.isPresent() ? Optional.of(inputs.columns().get(by.getAsInt())) : Optional.empty();
  }

  @Override
  public void add(Weighted row, IntFunction<Items> items) {
    OrderedWriter item = new OrderedWriter();
    column.ifPresent(each -> RowCodec.write(each, row.inputs().get(by.orElseThrow()), item));
    item.bytes(row.order()).bytes(row.id());
    codec.write(row.inputs(), item);
    items.apply(0).add(item.toBytes(), row.weight());
  }

  @Override
  public GroupFunction.Result result(IntFunction<Items> items, Instant now) {
    byte[] last = items.apply(0).last();
    if (last == null) {
      throw new IllegalStateException("A group with rows has a last one");
    }
    OrderedReader in = new OrderedReader(last);
    column.ifPresent(each -> RowCodec.read(each, in));
    in.skipBytes();
    in.skipBytes();
    Row row = codec.read(in);
    return new GroupFunction.Result(row, List.of());
  }
}
