package dev.hayase.engine.group;

import dev.hayase.engine.measure.Items;
import dev.hayase.engine.measure.Tallies;
import dev.hayase.engine.measure.Weighted;
import dev.hayase.engine.value.OrderedReader;
import dev.hayase.engine.value.OrderedWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/// What is computed of the rows of one group: a few bytes and items.
sealed interface Body permits Body.Measured, RowsBody {
  /// Takes up what [#write] left.
  void read(OrderedReader in);

  void write(OrderedWriter out);

  void add(Weighted row, IntFunction<Items> items);

  /// The values, and when they are others though no row comes. There are rows.
  GroupFunction.Result result(IntFunction<Items> items, Instant now);

  /// Whether nothing is in it, apart from items.
  boolean isEmpty();

  static Body of(GroupPlan plan) {
    return switch (plan.rows()) {
      case GroupPlan.Measured measured ->
          new Measured(new Tallies(measured.measures(), plan.inputs()));
      case GroupPlan.Latest latest -> new LatestRow(plan.inputs(), latest.by());
      case GroupPlan.Custom custom -> new CustomRows(plan.inputs(), custom.function());
    };
  }

  /// Measures.
  record Measured(Tallies tallies) implements Body {
    @Override
    public void read(OrderedReader in) {
      tallies.read(in);
    }

    @Override
    public void write(OrderedWriter out) {
      tallies.write(out);
    }

    @Override
    public void add(Weighted row, IntFunction<Items> items) {
      tallies.add(row, items);
    }

    @Override
    public GroupFunction.Result result(IntFunction<Items> items, Instant now) {
      return new GroupFunction.Result(tallies.results(items), List.of());
    }

    @Override
    public boolean isEmpty() {
      return tallies.isEmpty();
    }
  }
}
