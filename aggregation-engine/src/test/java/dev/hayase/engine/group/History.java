package dev.hayase.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.current.CurrentRows;
import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.state.MemoryState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A random history of rows, told to [Groups] and to a [Recomputation]. What is delivered more than
/// once, the recomputation hears of once: changes of a table come through [CurrentRows] as a
/// partition has them, with re-deliveries and snapshots that are taken again; events are sent
/// again.
final class History {
  private static final Layout TABLE =
      new Layout(
          Stream.concat(
                  Stream.of(
                      Column.nullable("group", ColumnType.STRING),
                      Column.nullable("at", ColumnType.TIMESTAMP)),
                  School.INPUTS.columns().stream())
              .toList());

  private final Random random;
  private final GroupPlan plan;
  private final Instant start;
  private final Duration step;
  private final boolean shuffled;
  private final MemoryState state = new MemoryState();
  private final Recomputation expected;
  private final Map<Row, Row> table = new HashMap<>();
  private final Map<Integer, Live> live = new HashMap<>();
  private final Source source;
  private final MemoryState tableState = new MemoryState();

  /// What stands in the source's partition.
  private final List<Entry> log = new ArrayList<>();

  private final List<Live> sent = new ArrayList<>();
  private final List<Live> waiting = new ArrayList<>();
  private Groups groups;
  private Instant now;
  private long changes;
  private int late;

  /// What the rows come from.
  enum Source {
    CHANGES,
    EVENTS
  }

  /// A record of a change topic.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private sealed interface Entry {
    record Put(String key, byte[] number, Row row) implements Entry {}

    record Delete(String key, byte[] number) implements Entry {}

    record CutOff(byte[] below) implements Entry {}
  }

  /// @param source of the rows
  /// @param step what times are multiples of, from `start` on
  /// @param shuffled whether contributions may overtake each other
  History(
      GroupPlan plan, Source source, Instant start, Duration step, boolean shuffled, long seed) {
    this.source = source;
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
      switch (random.nextInt(14)) {
        case 0 -> advance(now.plus(step.multipliedBy(random.nextInt(6))));
        case 1 -> emit();
        case 2 -> groups = new Groups(plan, state);
        case 3, 4 -> end(random.nextInt(12));
        case 5 -> again();
        case 6 -> snapshot();
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
      end(id);
    }
    deliver(true);
    emit();
  }

  private void set(int id) {
    Row key = new Row(random.nextInt(8) == 0 ? null : "c" + random.nextInt(3));
    Row inputs = canonical(School.inputs(random, now));
    Instant time =
        random.nextInt(25) == 0 ? null : start.plus(step.multipliedBy(random.nextInt(60)));
    switch (source) {
      case CHANGES -> put(id, key, time, inputs);
      case EVENTS -> {
        Live event =
            new Live(key, new Contribution(1, name("e" + changes), number(), time, inputs));
        sent.add(event);
        expected.apply(event.key, event.contribution);
        send(event);
      }
    }
  }

  private void put(int id, Row key, @Nullable Instant time, Row inputs) {
    byte[] number = number();
    forget(id);
    Live row = new Live(key, new Contribution(1, name("r" + id), number, time, inputs));
    live.put(id, row);
    expected.apply(key, row.contribution);
    @Nullable Object[] values = new @Nullable Object[2 + inputs.size()];
    values[0] = key.get(0);
    values[1] = time;
    for (int i = 0; i < inputs.size(); i++) {
      values[2 + i] = inputs.get(i);
    }
    write(new Entry.Put("r" + id, number, new Row(values)));
  }

  /// The row is gone; events do not go.
  private void end(int id) {
    if (source == Source.CHANGES && live.containsKey(id)) {
      forget(id);
      write(new Entry.Delete("r" + id, number()));
    }
  }

  private void forget(int id) {
    Live row = live.remove(id);
    if (row != null) {
      Contribution added = row.contribution;
      expected.apply(
          row.key, new Contribution(-1, added.id(), added.order(), added.time(), added.inputs()));
    }
  }

  /// What was delivered is delivered once more: the last records of a partition, an event.
  private void again() {
    switch (source) {
      case CHANGES -> {
        int from = log.size() - random.nextInt(log.size() + 1);
        List.copyOf(log.subList(from, log.size())).forEach(this::read);
      }
      case EVENTS -> {
        if (!sent.isEmpty()) {
          Live event = sent.get(random.nextInt(sent.size()));
          Contribution first = event.contribution;
          send(
              new Live(
                  event.key,
                  new Contribution(1, first.id(), number(), first.time(), first.inputs())));
        }
      }
    }
  }

  /// The source takes a snapshot again: each row under a new number. Some rows are gone since, and
  /// nobody said so.
  private void snapshot() {
    if (source == Source.EVENTS) {
      return;
    }
    byte[] begun = number();
    List<Integer> gone = new ArrayList<>();
    for (int id : List.copyOf(live.keySet())) {
      Live row = Objects.requireNonNull(live.get(id));
      if (random.nextInt(5) == 0) {
        gone.add(id);
      } else {
        put(id, row.key, row.contribution.time(), row.contribution.inputs());
      }
    }
    // In the order in which the current rows are walked through, since lateness may depend on it.
    gone.sort(Comparator.comparing(id -> "r" + id));
    gone.forEach(this::forget);
    write(new Entry.CutOff(begun));
  }

  private void write(Entry entry) {
    log.add(entry);
    read(entry);
  }

  private void read(Entry entry) {
    CurrentRows rows = new CurrentRows(TABLE, true, tableState);
    switch (entry) {
      case Entry.Put put -> rows.put(name(put.key), put.number, put.row, this::told);
      case Entry.Delete delete -> rows.delete(name(delete.key), delete.number, this::told);
      case Entry.CutOff cut -> rows.cutOff(cut.below, this::told);
    }
  }

  private void told(int weight, byte[] id, byte[] order, Row row) {
    @Nullable Object[] inputs = new @Nullable Object[School.INPUTS.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = row.get(2 + i);
    }
    send(
        new Live(
            new Row(row.get(0)),
            new Contribution(weight, id, order, (Instant) row.get(1), new Row(inputs))));
  }

  private byte[] number() {
    return CurrentRows.order(new SequenceNumber(1, changes++));
  }

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Row canonical(Row row) {
    @Nullable Object[] values = new @Nullable Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.get(i);
      values[i] = value instanceof BigDecimal number ? FromScratch.canonical(number) : value;
    }
    return new Row(values);
  }

  private void send(Live row) {
    waiting.add(row);
    deliver(false);
  }

  private void deliver(boolean all) {
    while (!waiting.isEmpty() && (all || !shuffled || random.nextInt(3) > 0)) {
      Live row = waiting.remove(shuffled ? random.nextInt(waiting.size()) : 0);
      groups.apply(row.key, row.contribution, (_, _, _) -> late++);
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
