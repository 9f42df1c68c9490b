package dev.hayase.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.plan.PlanChange.Continues;
import dev.hayase.engine.plan.PlanChange.Rebuild;
import dev.hayase.engine.plan.PlanChange.Same;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanChangeTest {
  private static final String DECLARED =
      """
      a:
        from: logs.page
        join: [{table: school.public.enrolments, as: e, on: [int(data.e)], keep: 7d}]
        where: data.shown
        group-by: {course: e.course_id, kind: _event_type}
        window: {on: _event_ts, tumbling: 10m, grace: 1h}
        measures: {n: {count: "*"}, m: {sum: int(data.ms)}}
        columns: {mean: m / n}
        once-for: 1d
        emit-every: 1s
        table: a
      b:
        from: school.public.payments
        latest: {by: [learner_id], order: paid_at}
        columns: {plan: plan, active: now < valid_until}
        changes-at: valid_until
      """;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          emit-every: 1s ; emit-every: 5s
          table: a       ; table: other
          table: a       ; equals-sql: SELECT 1
          """)
  void whatOnlySaysWhenAndWhereChangesNothing(String before, String after) {
    assertThat(change("a", before, after)).isEqualTo(new Same());
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          grace: 1h    ; grace: 10m   ; window.grace was PT1H and is PT10M
          once-for: 1d ; once-for: 2d ; once-for was PT24H and is PT48H
          keep: 7d     ; keep: 8d     ; join.e.keep was PT168H and is PT192H
          """)
  void whatOnlyConcernsWhatComesContinues(String before, String after, String what) {
    assertThat(change("a", before, after)).isEqualTo(new Continues(List.of(what)));
  }

  @ParameterizedTest(name = "{2}: {3}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          a ; grace: 1h          ; grace: 2h           ; window.grace was PT1H and is PT2H: the windows in state mean something else
          a ; , grace: 1h        ; ``                  ; window.grace has gone (PT1H): the windows in state mean something else
          a ; tumbling: 10m      ; tumbling: 5m        ; window was Tumbling[size=PT10M] and is Tumbling[size=PT5M]: the windows in state mean something else
          a ; where: data.shown  ; where: '!data.shown' ; where was data.shown and is !data.shown: other rows counted before
          a ; , kind: _event_type ; ``                 ; group-by.kind has gone (_event_type: STRING): the groups in state mean something else
          a ; sum: int(data.ms)  ; sum: int(data.s)    ; measures.m was sum(int(data.ms)): INT64 and is sum(int(data.s)): INT64: rows that came before were not measured so
          a ; sum: int(data.ms)  ; sum: double(data.ms) ; measures.m was sum(int(data.ms)): INT64 and is sum(double(data.ms)): FLOAT64: rows that came before were not measured so
          a ; m / n              ; m / n + 0           ; columns.mean was m / n: INT64 and is m / n + 0: INT64: results that change no more would stay as they are
          a ; as: e, on: [int(data.e)] ; as: e, on: [int(data.f)] ; join.e.on was int(data.e) and is int(data.f): the rows in state were joined in another way
          a ; keep: 7d           ; keep: 7d, type: inner ; join.e was school.public.enrolments left and is school.public.enrolments inner: the rows in state were joined in another way
          b ; order: paid_at     ; order: valid_until  ; latest.order was paid_at and is valid_until: the rows in state lack it, or are in another order
          b ; {plan: plan, active ; {state: state, plan: plan, active ; latest.columns.state has come (STRING): the rows in state lack it, or are in another order
          b ; changes-at: valid_until ; changes-at: valid_until + duration("1h") ; changes-at was valid_until and is valid_until + duration("1h"): results that change no more would stay as they are
          """)
  void whatMeansSomethingElseNeedsARebuildAndSaysWhy(
      String name, String before, String after, String why) {
    // When
    PlanChange change = change(name, before, after);

    // Then
    assertThat(change).isInstanceOf(Rebuild.class);
    assertThat(((Rebuild) change).why()).contains(why);
  }

  @Test
  void measuresInAnotherOrderNeedARebuildToo() {
    // Given
    String before = "n: {count: \"*\"}, m: {sum: int(data.ms)}";
    String after = "m: {sum: int(data.ms)}, n: {count: \"*\"}";

    // When
    PlanChange change = change("a", before, after);

    // Then
    assertThat(change).isInstanceOf(Rebuild.class);
    assertThat(((Rebuild) change).why())
        .contains("measures was n, m and is m, n: rows that came before were not measured so");
  }

  @Test
  void anotherTopicNeedsARebuild() {
    // Given
    String before = "from: school.public.payments\n  latest: {by: [learner_id], order: paid_at}";
    String after = "from: school.public.enrolments\n  latest: {by: [learner_id], order: id}";

    // When
    PlanChange change =
        PlanChange.between(
            PlanParts.of(School.plan("c:\n  " + before)),
            PlanParts.of(School.plan("c:\n  " + after)));

    // Then
    assertThat(PlanText.of(change))
        .contains(
            "needs a rebuild: from was school.public.payments CHANGES and is"
                + " school.public.enrolments CHANGES: the state holds rows of the other topic\n");
  }

  @Test
  void partsAreReadBackAsTheyWereWritten() {
    // Given
    PlanParts parts = PlanParts.of(School.plan(DECLARED));

    // When
    PlanParts read = PlanParts.parse(parts.toText());

    // Then
    assertThat(read).isEqualTo(parts);
    assertThat(read.toText()).isEqualTo(parts.toText());
    assertThat(PlanText.of(PlanChange.between(parts, read)))
        .isEqualTo("continues: nothing has changed\n");
  }

  private static PlanChange change(String name, String before, String after) {
    assertThat(DECLARED).contains(before);
    return PlanChange.between(parts(name, DECLARED), parts(name, DECLARED.replace(before, after)));
  }

  private static PlanParts parts(String name, String declared) {
    PlanOutcome outcome =
        Objects.requireNonNull(Planner.all(School.declared(declared), School.SCHEMAS).get(name));
    return PlanParts.of(outcome.plan().orElseThrow(() -> new AssertionError(outcome.problems())));
  }
}
