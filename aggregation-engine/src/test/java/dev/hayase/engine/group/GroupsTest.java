package dev.hayase.engine.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.measure.Measure;
import dev.hayase.engine.state.MemoryState;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.window.Window;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private static final Row MATHS = new Row("maths");
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Measure ROWS = School.measure(new Measure.Count(OptionalInt.empty()));

  private final MemoryState state = new MemoryState();
  private final List<String> told = new ArrayList<>();
  private final List<String> late = new ArrayList<>();

  @Test
  void aResultIsToldOnceAndOnlyWhenItChanges() {
    Groups groups = groups(School.measured(Optional.empty(), List.of(ROWS)));
    add(groups, "a", NOON);
    add(groups, "b", NOON);
    emit(groups);
    add(groups, "c", NOON);
    takeBack(groups, "c", NOON);
    emit(groups);
    takeBack(groups, "a", NOON);
    emit(groups);
    takeBack(groups, "b", NOON);
    emit(groups);
    assertThat(told).containsExactly("put maths 2", "put maths 1", "delete maths");
    assertThat(state.size()).isZero();
  }

  @Test
  void whatIsToldInPartsHasItsTurnThoughOthersChangeAgain() {
    Groups groups = groups(School.measured(Optional.empty(), List.of(ROWS)));
    for (String course : List.of("a", "b", "c", "d", "e")) {
      apply(groups, course);
    }
    List<Boolean> all = new ArrayList<>();
    all.add(emit(groups, 2));
    apply(groups, "a");
    all.add(emit(groups, 2));
    apply(groups, "a");
    apply(groups, "e");
    all.add(emit(groups, 1));
    all.add(emit(groups, 1));
    all.add(emit(groups, 1));
    assertThat(told)
        .containsExactly("put a 1", "put b 1", "put c 1", "put d 1", "put e 2", "put a 3");
    assertThat(all).containsExactly(false, false, false, true, true);
  }

  private void apply(Groups groups, String course) {
    groups.apply(new Row(course), contribution(1, "x", NOON, inputs(1L, NOON)), this::late);
  }

  private boolean emit(Groups groups, int most) {
    int before = told.size();
    return groups.emit(emission(), () -> told.size() >= before + most);
  }

  @Test
  void whatIsTakenBackBeforeItCameLeavesNothing() {
    Groups groups = groups(School.measured(Optional.empty(), School.everyMeasure()));
    takeBack(groups, "a", NOON);
    emit(groups);
    add(groups, "a", NOON);
    emit(groups);
    assertThat(told).isEmpty();
    assertThat(state.size()).isZero();
  }

  @Test
  void aMembershipExpiresThoughNoEventArrives() {
    Groups groups = groups(School.latest(Optional.empty(), OptionalInt.empty()));
    groups.apply(MATHS, contribution(1, "a", null, inputs(1L, NOON)), this::late);
    groups.advance(NOON.minusSeconds(60));
    emit(groups);
    groups.advance(NOON.minusNanos(1000));
    emit(groups);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).startsWith("put maths").endsWith("true");
    groups.advance(NOON);
    emit(groups(School.latest(Optional.empty(), OptionalInt.empty())));
    assertThat(told).hasSize(2);
    assertThat(told.getLast()).endsWith("false");
  }

  @Test
  void aRenewedMembershipNoLongerExpiresThen() {
    Groups groups = groups(School.latest(Optional.empty(), OptionalInt.empty()));
    groups.apply(MATHS, contribution(1, "a", null, inputs(1L, NOON)), this::late);
    emit(groups);
    groups.apply(MATHS, contribution(1, "b", null, inputs(1L, NOON.plusSeconds(60))), this::late);
    emit(groups);
    told.clear();
    groups.advance(NOON.plusSeconds(30));
    emit(groups);
    assertThat(told).isEmpty();
    groups.advance(NOON.plusSeconds(60));
    emit(groups);
    assertThat(told).hasSize(1);
  }

  @Test
  void aDayClosesThoughItsSourceIsIdle() {
    Groups groups = groups(School.measured(tumbling(Duration.ofHours(1)), List.of(ROWS)));
    add(groups, "a", NOON);
    emit(groups);
    groups.advance(NOON.plus(Duration.ofHours(2)).minusNanos(1000));
    emit(groups);
    add(groups, "b", NOON);
    groups.advance(NOON.plus(Duration.ofHours(2)));
    emit(groups);
    add(groups, "c", NOON);
    takeBack(groups, "a", NOON);
    emit(groups);
    assertThat(told)
        .containsExactly(
            "put maths 2026-11-23T12:00:00Z 2026-11-23T13:00:00Z true 1",
            "put maths 2026-11-23T12:00:00Z 2026-11-23T13:00:00Z false 2");
    assertThat(late)
        .containsExactly(
            "c at 2026-11-23T12:00:00Z to 2026-11-23T13:00:00Z",
            "a at 2026-11-23T12:00:00Z to 2026-11-23T13:00:00Z");
  }

  @Test
  void aClosedWindowCanBeReadForSevenDays() {
    Groups groups = groups(School.measured(tumbling(Duration.ZERO), List.of(ROWS)));
    add(groups, "a", NOON);
    Instant closing = NOON.plus(Duration.ofHours(1));
    groups.advance(closing);
    emit(groups);
    groups.advance(closing.plus(Duration.ofDays(7)).minusNanos(1000));
    assertThat(groups.results(MATHS)).hasSize(1);
    groups.advance(closing.plus(Duration.ofDays(7)));
    assertThat(groups.results(MATHS)).isEmpty();
    assertThat(state.size()).as("the clock").isEqualTo(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void whatHasNoTimeHasNoWindow() {
    Groups groups = groups(School.measured(tumbling(Duration.ZERO), List.of(ROWS)));
    add(groups, "a", null);
    assertThat(late).containsExactly("a without a window");
  }

  @Test
  void sessionsMergeAndSplit() {
    Groups groups = groups(School.measured(sessions(Optional.empty()), List.of(ROWS)));
    add(groups, "a", NOON);
    add(groups, "c", NOON.plusSeconds(50));
    emit(groups);
    add(groups, "b", NOON.plusSeconds(25));
    emit(groups);
    takeBack(groups, "b", NOON.plusSeconds(25));
    emit(groups);
    takeBack(groups, "a", NOON);
    emit(groups);
    assertThat(told)
        .containsExactly(
            "put maths 2026-11-23T12:00:00Z 2026-11-23T12:00:00Z true 1",
            "put maths 2026-11-23T12:00:50Z 2026-11-23T12:00:50Z true 1",
            "delete maths 2026-11-23T12:00:50Z",
            "put maths 2026-11-23T12:00:00Z 2026-11-23T12:00:50Z true 3",
            "put maths 2026-11-23T12:00:00Z 2026-11-23T12:00:00Z true 1",
            "put maths 2026-11-23T12:00:50Z 2026-11-23T12:00:50Z true 1",
            "delete maths 2026-11-23T12:00:00Z");
  }

  @Test
  void aSessionGoesOnAsLongAsTheGapIsNotPassed() {
    Groups groups = groups(School.measured(sessions(Optional.of(Duration.ZERO)), List.of(ROWS)));
    add(groups, "a", NOON);
    groups.advance(NOON.plusSeconds(30).minusNanos(1000));
    add(groups, "b", NOON.plusSeconds(30));
    groups.advance(NOON.plusSeconds(60));
    emit(groups);
    add(groups, "c", NOON.plusSeconds(60));
    emit(groups);
    assertThat(told).containsExactly("put maths 2026-11-23T12:00:00Z 2026-11-23T12:00:30Z false 2");
    assertThat(late).containsExactly("c at 2026-11-23T12:00:00Z to 2026-11-23T12:00:30Z");
  }

  @Test
  void duplicatesOfAnEventCountOnceWhileItIsRemembered() {
    Duration day = Duration.ofDays(1);
    Groups groups = groups(School.onceFor(School.measured(Optional.empty(), List.of(ROWS)), day));
    groups.advance(NOON);
    add(groups, "a", NOON);
    add(groups, "a", NOON);
    groups.advance(NOON.plus(day).minusNanos(1000));
    add(groups, "a", NOON);
    emit(groups);
    assertThat(told).containsExactly("put maths 1");
    groups.advance(NOON.plus(day));
    add(groups, "a", NOON);
    emit(groups);
    assertThat(told).containsExactly("put maths 1", "put maths 2");
  }

  @Test
  void anEventThatAJoinTakesBackMayComeAgain() {
    Groups groups =
        groups(
            School.onceFor(School.measured(Optional.empty(), List.of(ROWS)), Duration.ofDays(1)));
    add(groups, "a", NOON);
    takeBack(groups, "a", NOON);
    add(groups, "a", NOON);
    emit(groups);
    assertThat(told).containsExactly("put maths 1");
  }

  @Test
  void aSumBeyondItsTypeIsRefusedUntilItIsMended() {
    Groups groups =
        groups(
            School.measured(Optional.empty(), List.of(School.measure(new Measure.Sum(School.N)))));
    groups.apply(MATHS, contribution(1, "a", NOON, inputs(Long.MAX_VALUE, NOON)), this::late);
    emit(groups);
    groups.apply(MATHS, contribution(1, "b", NOON, inputs(1L, NOON)), this::late);
    emit(groups);
    groups.apply(MATHS, contribution(1, "c", NOON, inputs(1L, NOON)), this::late);
    emit(groups);
    assertThat(groups.results(MATHS)).isEmpty();
    groups.apply(MATHS, contribution(-1, "b", NOON, inputs(1L, NOON)), this::late);
    groups.apply(MATHS, contribution(-1, "c", NOON, inputs(1L, NOON)), this::late);
    emit(groups);
    assertThat(told)
        .containsExactly(
            "put maths 9223372036854775807",
            "delete maths",
            "refused maths: A sum is greater than INT64 holds",
            "put maths 9223372036854775807");
  }

  @Test
  void theApproximateCountIsWithinItsError() {
    int distinct = 100_000;
    Measure approximate = School.measure(new Measure.ApproximateCountDistinct(School.N));
    Groups groups = groups(School.measured(Optional.empty(), List.of(approximate)));
    for (long i = 0; i < distinct; i++) {
      groups.apply(MATHS, contribution(1, "r" + i, NOON, inputs(i, NOON)), this::late);
    }
    double estimate = estimate(groups);
    assertThat(estimate).isCloseTo(distinct, within(4 * distinct / Math.sqrt(2048)));
    assertThat(state.size()).isLessThan(4096 + 10);
    for (long i = 0; i < distinct; i += 2) {
      groups.apply(MATHS, contribution(-1, "r" + i, NOON, inputs(i, NOON)), this::late);
    }
    double half = distinct / 2.0;
    assertThat(estimate(groups)).isCloseTo(half, within(4 * half / Math.sqrt(1024)));
    for (long i = 1; i < distinct; i += 2) {
      groups.apply(MATHS, contribution(-1, "r" + i, NOON, inputs(i, NOON)), this::late);
    }
    emit(groups);
    assertThat(state.size()).isZero();
  }

  private static double estimate(Groups groups) {
    return groups.results(MATHS).getFirst().get(1) instanceof Long count ? count : -1;
  }

  @Test
  void whatAUsersClassCannotBearIsRefused() {
    GroupFunction fails =
        new GroupFunction() {
          @Override
          public Layout columns(Layout rows) {
            return rows;
          }

          @Override
          public Result result(Iterable<Row> rows, Instant now) {
            throw new IllegalStateException("with values");
          }
        };
    Groups groups = groups(School.custom(Optional.empty(), fails));
    add(groups, "a", NOON);
    emit(groups);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst())
        .startsWith("refused maths")
        .endsWith("failed with IllegalStateException");
  }

  private Groups groups(GroupPlan plan) {
    return new Groups(plan, state);
  }

  private void add(Groups groups, String id, @Nullable Instant time) {
    groups.apply(MATHS, contribution(1, id, time, inputs(1L, NOON)), this::late);
  }

  private void takeBack(Groups groups, String id, @Nullable Instant time) {
    groups.apply(MATHS, contribution(-1, id, time, inputs(1L, NOON)), this::late);
  }

  private static Contribution contribution(
      int weight, String id, @Nullable Instant time, Row inputs) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return new Contribution(weight, name, new OrderedWriter().text(id).toBytes(), time, inputs);
  }

  private static Row inputs(Long n, Instant t) {
    return new Row(n, 0.5, null, null, "s", t, true);
  }

  private static Optional<WindowPlan> tumbling(Duration grace) {
    return Optional.of(
        new WindowPlan(new Windows.Tumbling(Duration.ofHours(1)), Optional.of(grace)));
  }

  private static Optional<WindowPlan> sessions(Optional<Duration> grace) {
    return Optional.of(new WindowPlan(new Windows.Session(Duration.ofSeconds(30)), grace));
  }

  private void late(Row key, @Nullable Window window, Contribution contribution) {
    String id = new String(contribution.id(), StandardCharsets.UTF_8);
    late.add(
        window == null
            ? id + " without a window"
            : id + " at " + window.start() + " to " + window.end());
  }

  private void emit(Groups groups) {
    groups.emit(emission());
  }

  private Emission emission() {
    return new Emission() {
      @Override
      public void put(Row key, Row row) {
        told.add("put" + words(row));
      }

      @Override
      public void delete(Row key) {
        told.add("delete" + words(key));
      }

      @Override
      public void refused(Row key, EvaluationException why) {
        told.add("refused" + words(key) + ": " + why.getMessage());
      }
    };
  }

  private static String words(Row row) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      words.append(' ').append(row.get(i));
    }
    return words.toString();
  }
}
