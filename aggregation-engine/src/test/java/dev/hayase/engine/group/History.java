package dev.hayase.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.state.MemoryState;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A random history of rows, told to [Groups] and to a [Recomputation].
final class History {
  private final Random random;
  private final GroupPlan plan;
  private final Instant start;
  private final Duration step;
  private final boolean shuffled;
  private final MemoryState state = new MemoryState();
  private final Recomputation expected;
  private final Map<Row, Row> table = new HashMap<>();
  private final Map<Integer, Live> live = new HashMap<>();
  private final List<Live> waiting = new ArrayList<>();
  private Groups groups;
  private Instant now;
  private long changes;
  private int late;

  /// @param step what times are multiples of, from `start` on
  /// @param shuffled whether contributions may overtake each other
  History(GroupPlan plan, Instant start, Duration step, boolean shuffled, long seed) {
    this.random = new Random(seed);
    this.plan = plan;
    this.start = start;
    this.step = step;
    this.shuffled = shuffled;
    this.expected = new Recomputation(plan);
    this.groups = new Groups(plan, state);
    this.now = start;
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(12)) {
        case 0 -> advance(now.plus(step.multipliedBy(random.nextInt(6))));
        case 1 -> emit();
        case 2 -> groups = new Groups(plan, state);
        case 3, 4 -> remove(random.nextInt(12));
        default -> set(random.nextInt(12));
      }
    }
    deliver(true);
    advance(now.plus(step.multipliedBy(random.nextInt(3))));
    emit();
  }

  /// Takes back everything.
  void removeAll() {
    for (int id = 0; id < 12; id++) {
      remove(id);
    }
    deliver(true);
    emit();
  }

  private void set(int id) {
    remove(id);
    Row key = new Row(random.nextInt(8) == 0 ? null : "c" + random.nextInt(3));
    Row inputs = canonical(School.inputs(random, now));
    Instant time =
        random.nextInt(25) == 0 ? null : start.plus(step.multipliedBy(random.nextInt(60)));
    byte[] order = new OrderedWriter().fixed(changes++).toBytes();
    byte[] name = ("r" + id).getBytes(StandardCharsets.UTF_8);
    Live row = new Live(key, new Contribution(1, name, order, time, inputs));
    live.put(id, row);
    send(row);
  }

  private static Row canonical(Row row) {
    @Nullable Object[] values = new @Nullable Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.get(i);
      values[i] = value instanceof BigDecimal number ? FromScratch.canonical(number) : value;
    }
    return new Row(values);
  }

  private void remove(int id) {
    Live row = live.remove(id);
    if (row != null) {
      Contribution added = row.contribution;
      send(
          new Live(
              row.key,
              new Contribution(-1, added.id(), added.order(), added.time(), added.inputs())));
    }
  }

  private void send(Live row) {
    waiting.add(row);
    deliver(false);
  }

  private void deliver(boolean all) {
    while (!waiting.isEmpty() && (all || !shuffled || random.nextInt(3) > 0)) {
      Live row = waiting.remove(shuffled ? random.nextInt(waiting.size()) : 0);
      groups.apply(row.key, row.contribution, (_, _, _) -> late++);
      expected.apply(row.key, row.contribution);
    }
  }

  private void advance(Instant through) {
    now = through;
    groups.advance(through);
    expected.advance(through);
    if (random.nextBoolean()) {
      emit();
    }
  }

  private void emit() {
    groups.emit(
        new Emission() {
          @Override
          public void put(Row key, Row row) {
            assertThat(table.put(key, row)).isNotEqualTo(row);
          }

          @Override
          public void delete(Row key) {
            assertThat(table.remove(key)).isNotNull();
          }

          @Override
          public void refused(Row key, EvaluationException why) {
            assertThat(table).doesNotContainKey(key);
          }
        });
  }

  /// What was told is what the recomputation yields, and lookups say the same.
  void check() {
    Map<Row, Row> wanted = expected.table();
    assertThat(readable(table)).isEqualTo(readable(wanted));
    assertThat(late).as("late").isEqualTo(expected.late());
    for (String key : new String[] {"c0", "c1", "c2"}) {
      List<Row> found = groups.results(new Row(key));
      assertThat(found.stream().map(History::readable))
          .containsExactlyInAnyOrderElementsOf(
              expected.readable(key).stream().map(History::readable).toList());
    }
  }

  /// How many entries there are in state beside the clock.
  int entries() {
    return state.size() - (state.get(new byte[] {0}) == null ? 0 : 1);
  }

  Map<Row, Row> table() {
    return table;
  }

  private static Map<String, String> readable(Map<Row, Row> rows) {
    Map<String, String> readable = new HashMap<>();
    rows.forEach((key, row) -> readable.put(readable(key), readable(row)));
    return readable;
  }

  private static String readable(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(String.valueOf(row.get(i)));
    }
    return values.toString();
  }

  private record Live(Row key, Contribution contribution) {}
}
