package dev.hayase.engine.measure;

import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// All measures at work on one group.
public final class Tallies {
  private final List<Measure> measures;
  private final Tally[] tallies;

  /// @param inputs the layout of the rows that come
  public Tallies(List<Measure> measures, Layout inputs) {
    this.measures = measures;
    this.tallies =
        measures.stream()
            .map(measure -> tally(measure.function(), measure.result(), inputs.columns()))
            .toArray(Tally[]::new);
  }

  private static Tally tally(Measure.Function function, Column result, List<Column> inputs) {
    return switch (function) {
      case Measure.Count(OptionalInt slot) -> new CountTally(slot);
      case Measure.Sum(int slot) -> new SumTally(slot, result.type());
      case Measure.Average(int slot) ->
          new AverageTally(slot, inputs.get(slot).type(), result.type());
      case Measure.Least(int slot) -> new ExtremeTally(slot, inputs.get(slot), false);
      case Measure.Greatest(int slot) -> new ExtremeTally(slot, inputs.get(slot), true);
      case Measure.CountDistinct(int slot) -> new DistinctTally(slot, inputs.get(slot));
      case Measure.ApproximateCountDistinct(int slot) -> new SampleTally(slot, inputs.get(slot));
      case Measure.First(int slot, OptionalInt by) ->
          new EdgeTally(RowOrder.of(slot, by, inputs), false);
      case Measure.Last(int slot, OptionalInt by) ->
          new EdgeTally(RowOrder.of(slot, by, inputs), true);
      case Measure.ArrayOf(int slot, OptionalInt by, int limit) ->
          new ArrayTally(RowOrder.of(slot, by, inputs), limit);
    };
  }

  /// Takes up what [#write] left.
  public void read(OrderedReader in) {
    for (Tally tally : tallies) {
      tally.read(in);
    }
  }

  public void write(OrderedWriter out) {
    for (Tally tally : tallies) {
      tally.write(out);
    }
  }

  /// @param items what each measure keeps, by its place
  public void add(Weighted row, IntFunction<Items> items) {
    for (int i = 0; i < tallies.length; i++) {
      OptionalInt filter = measures.get(i).filter();
      if (filter.isEmpty() || Boolean.TRUE.equals(row.inputs().get(filter.getAsInt()))) {
        tallies[i].add(row, items.apply(i));
      }
    }
  }

  /// The measures' values, in their order.
  ///
  /// @throws dev.hayase.engine.expression.EvaluationException when one is beyond its type
  public Row results(IntFunction<Items> items) {
    @Nullable Object[] values = new @Nullable Object[tallies.length];
    for (int i = 0; i < tallies.length; i++) {
      values[i] = tallies[i].result(items.apply(i));
    }
    return new Row(values);
  }

  /// Whether nothing is in any of them, apart from items.
  public boolean isEmpty() {
    for (Tally tally : tallies) {
      if (!tally.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
