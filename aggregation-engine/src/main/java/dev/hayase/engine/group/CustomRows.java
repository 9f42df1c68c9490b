package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.measure.Items;
import dev.hayase.engine.measure.Weighted;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What a class of the user's makes of the rows, which it gets in the order of the source. In
/// state: an item for each row, with all its inputs.
final class CustomRows implements RowsBody {
  private final RowCodec codec;
  private final GroupFunction function;

  CustomRows(Layout inputs, GroupFunction function) {
    this.codec = new RowCodec(inputs);
    this.function = function;
  }

  @Override
  public void add(Weighted row, IntFunction<Items> items) {
    OrderedWriter item = new OrderedWriter().bytes(row.order()).bytes(row.id());
    codec.write(row.inputs(), item);
    items.apply(0).add(item.toBytes(), row.weight());
  }

  @Override
  public GroupFunction.Result result(IntFunction<Items> items, Instant now) {
    List<Row> rows = new ArrayList<>();
    items
        .apply(0)
        .forEach(item -> {
          OrderedReader in = new OrderedReader(item);
          in.skipBytes();
          in.skipBytes();
          return rows.add(codec.read(in));
        });
    try {
      return function.result(rows, now);
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException e) {
      // One group's rows, which it cannot bear, must not stop all others.
      throw new EvaluationException(
          "%s failed with %s"
              .formatted(function.getClass().getName(), e.getClass().getSimpleName()));
    }
  }
}
