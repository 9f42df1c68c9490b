package dev.hayase.engine.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.expression.Expression;
import dev.hayase.engine.plan.JoinPlan;
import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.state.MemoryState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.WeightedRows;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JoinStateTest {
  private static final Column LEARNER = Column.nullable("learner", ColumnType.STRING);
  private static final Column ANSWER = Column.nullable("answer", ColumnType.INT64);
  private static final Column ID = Column.nullable("id", ColumnType.STRING);
  private static final Column COURSE = Column.nullable("course", ColumnType.STRING);

  private final MemoryState state = new MemoryState();
  private final Joined joined = new Joined();

  @Property
  void theJoinEqualsTheOneFromScratch(
      @ForAll boolean outer, @ForAll @IntRange(max = 60) int steps, @ForAll long seed) {
    Random random = new Random(seed);
    MemoryState kept = new MemoryState();
    Joined out = new Joined();
    Map<String, Row> facts = new HashMap<>();
    Map<String, Row> dimensions = new HashMap<>();
    List<Runnable> waiting = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      JoinState join = new JoinState(plan(outer), false, Optional.empty(), kept);
      boolean fact = random.nextInt(3) > 0;
      String id = "x" + random.nextInt(4);
      Row before = (fact ? facts : dimensions).remove(id);
      String order = "o" + i;
      if (before != null) {
        waiting.add(() -> say(join, fact, -1, id, before, out));
      }
      if (random.nextInt(3) > 0) {
        Row row =
            fact
                ? new Row(random.nextInt(6) == 0 ? null : "x" + random.nextInt(4), (long) i, order)
                : new Row(id, "c" + i);
        (fact ? facts : dimensions).put(id, row);
        waiting.add(() -> say(join, fact, 1, id, row, out));
      }
      while (!waiting.isEmpty() && random.nextInt(4) > 0) {
        waiting.remove(random.nextInt(waiting.size())).run();
      }
    }
    while (!waiting.isEmpty()) {
      waiting.remove(random.nextInt(waiting.size())).run();
    }
    Map<List<Object>, Integer> expected = new HashMap<>();
    facts.forEach((id, fact) -> {
      Row dimension = dimensions.get(String.valueOf(fact.get(0)));
      if (dimension != null || outer) {
        expected.merge(pair(id, join(fact, dimension)), 1, Integer::sum);
      }
    });
    assertThat(out.rows).isEqualTo(expected);
  }

  private static void say(
      JoinState join, boolean fact, int weight, String id, Row row, WeightedRows out) {
    if (fact) {
      Row key = new Row(row.get(0));
      byte[] order = bytes(String.valueOf(row.get(2)));
      join.fact(weight, key, bytes(id), order, new Row(row.get(0), row.get(1)), Instant.EPOCH, out);
    } else {
      join.dimension(weight, new Row(id), row, out);
    }
  }

  @Test
  void aDuplicateOfAnEventIsPassedOver() {
    JoinState join = new JoinState(plan(true), true, Optional.empty(), state);
    fact(join, "e1", "ann", Instant.EPOCH);
    fact(join, "e1", "ann", Instant.EPOCH);
    assertThat(joined.told).hasSize(1);
  }

  @Test
  void eventsKeepWhatTheyWereJoinedWithLast() {
    JoinState join = new JoinState(plan(false), true, Optional.of(Duration.ofDays(7)), state);
    Instant time = Instant.parse("2026-11-01T00:00:00Z");
    join.dimension(1, new Row("ann"), new Row("ann", "maths"), joined);
    fact(join, "e1", "ann", time);
    join.advance(time.plus(Duration.ofDays(7)).minusNanos(1000));
    fact(join, "e2", "ann", time);
    join.advance(time.plus(Duration.ofDays(7)));
    joined.told.clear();
    join.dimension(-1, new Row("ann"), new Row("ann", "maths"), joined);
    join.dimension(1, new Row("ann"), new Row("ann", "music"), joined);
    // e2 came later, and so waits for longer.
    assertThat(joined.told).containsExactly("-1 e2 maths", "1 e2 music");
  }

  @Test
  void nothingIsTheCounterpartOfNull() {
    JoinState inner = new JoinState(plan(false), true, Optional.empty(), state);
    JoinState outer = new JoinState(plan(true), true, Optional.empty(), state);
    inner.dimension(1, new Row((Object) null), new Row(null, "maths"), joined);
    fact(inner, "e1", null, Instant.EPOCH);
    fact(outer, "e1", null, Instant.EPOCH);
    assertThat(joined.told).containsExactly("1 e1 null");
    assertThat(state.size()).isZero();
  }

  private void fact(JoinState join, String id, @Nullable String learner, Instant time) {
    join.fact(1, new Row(learner), bytes(id), bytes(id), new Row(learner, 1L), time, joined);
  }

  private static JoinPlan plan(boolean outer) {
    SourcePlan dimension =
        new SourcePlan("school.learners", SourcePlan.Kind.CHANGES, new Layout(List.of(ID, COURSE)));
    List<Expression> on = List.of();
    return new JoinPlan(
        "learner",
        dimension,
        List.of(0),
        on,
        outer,
        new Layout(List.of(LEARNER, ANSWER, ID, COURSE)),
        Optional.empty());
  }

  private static Row join(Row fact, @Nullable Row dimension) {
    return new Row(
        fact.get(0),
        fact.get(1),
        dimension == null ? null : dimension.get(0),
        dimension == null ? null : dimension.get(1));
  }

  private static List<Object> pair(String id, Row row) {
    return List.of(id, row);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// What is joined now.
  private static final class Joined implements WeightedRows {
    private final Map<List<Object>, Integer> rows = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    @Override
    public void row(int weight, byte[] id, byte[] order, Row row) {
      String name = new String(id, StandardCharsets.UTF_8);
      told.add(weight + " " + name + " " + row.get(3));
      rows.merge(pair(name, row), weight, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
