package dev.hayase.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.group.History.Source;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class GroupsPropertyTest {
  private static final Instant START = Instant.parse("2026-03-28T00:00:00Z");

  @Property
  void measuresEqualTheRecomputation(
      @ForAll("windows") Case each,
      @ForAll @IntRange(min = 1, max = 80) int steps,
      @ForAll long seed) {
    GroupPlan plan = School.measured(each.window, School.everyMeasure());
    run(plan, each, steps, seed);
  }

  @Property
  void theLatestRowEqualsTheRecomputation(
      @ForAll("windows") Case each,
      @ForAll("by") OptionalInt by,
      @ForAll @IntRange(min = 1, max = 80) int steps,
      @ForAll long seed) {
    run(School.latest(each.window, by), each, steps, seed);
  }

  @Property
  void whatUsersComputeEqualsTheRecomputation(
      @ForAll("windows") Case each,
      @ForAll @IntRange(min = 1, max = 80) int steps,
      @ForAll long seed) {
    run(School.custom(each.window, new Words()), each, steps, seed);
  }

  private static void run(GroupPlan plan, Case each, int steps, long seed) {
    boolean closes = each.window.flatMap(WindowPlan::grace).isPresent();
    runEvents(School.onceFor(plan, Duration.ofDays(3650)), each, steps, seed);
    History history = new History(plan, Source.CHANGES, START, each.step, !closes, seed);
    history.run(steps);
    history.check();
    if (!closes) {
      history.removeAll();
      assertThat(history.table()).isEmpty();
      assertThat(history.entries()).as("entries left in state").isZero();
    }
  }

  /// Events that are sent again, which is remembered for longer than the history lasts.
  private static void runEvents(GroupPlan plan, Case each, int steps, long seed) {
    History history = new History(plan, Source.EVENTS, START, each.step, false, seed);
    history.run(steps);
    history.check();
  }

  @Provide
  Arbitrary<OptionalInt> by() {
    return Arbitraries.integers()
        .between(-1, School.INPUTS.size() - 1)
        .map(slot -> slot < 0 ? OptionalInt.empty() : OptionalInt.of(slot));
  }

  @Provide
  Arbitrary<Case> windows() {
    Duration second = Duration.ofSeconds(1);
    List<Case> kinds =
        List.of(
            new Case(second, new Windows.Tumbling(Duration.ofSeconds(10))),
            new Case(second, new Windows.Hopping(Duration.ofSeconds(10), Duration.ofSeconds(4))),
            new Case(second, new Windows.Session(Duration.ofSeconds(3))),
            new Case(
                Duration.ofMinutes(20), new Windows.Calendar(Windows.CalendarUnit.HOUR, BERLIN)),
            new Case(Duration.ofHours(2), new Windows.Calendar(Windows.CalendarUnit.DAY, BERLIN)),
            new Case(Duration.ofHours(12), new Windows.Calendar(Windows.CalendarUnit.WEEK, BERLIN)),
            new Case(Duration.ofDays(2), new Windows.Calendar(Windows.CalendarUnit.MONTH, BERLIN)));
    return Arbitraries.oneOf(
        Arbitraries.just(new Case(second, Optional.empty())),
        Arbitraries.of(kinds),
        Arbitraries.of(kinds).map(Case::withGrace));
  }

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  record Case(Duration step, Optional<WindowPlan> window) {
    Case(Duration step, Windows windows) {
      this(step, Optional.of(new WindowPlan(windows, Optional.empty())));
    }

    Case withGrace() {
      return new Case(
          step,
          window.map(each -> new WindowPlan(each.windows(), Optional.of(step.multipliedBy(4)))));
    }
  }

  /// Strings that hang together in the order of the source, and how many are still to come.
  static final class Words implements GroupFunction {
    @Override
    public Layout columns(Layout rows) {
      return new Layout(
          List.of(
              Column.nullable("words", ColumnType.STRING),
              Column.nullable("coming", ColumnType.INT64)));
    }

    @Override
    public Result result(Iterable<Row> rows, Instant now) {
      StringBuilder words = new StringBuilder();
      long coming = 0;
      List<Instant> changesAt = new ArrayList<>();
      for (Row row : rows) {
        words.append(row.get(School.S)).append(' ');
        if (row.get(School.T) instanceof Instant time && time.isAfter(now)) {
          coming++;
          changesAt.add(time);
        }
      }
      return new Result(new Row(words.toString(), coming), changesAt);
    }
  }
}
