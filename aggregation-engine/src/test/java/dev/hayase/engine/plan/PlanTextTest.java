package dev.hayase.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
  @Test
  void aPlanIsPrintedWithItsTopicsAndStoresAndWhatTheyHold() {
    // Given
    AggregationPlan plan = School.plan(PlannerTest.SESSIONS);

    // When
    String text = PlanText.of(plan);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            sessions -> agg.sessions (application hayase-agg-sessions)
              reads    logs.page (events): data, _event_ts
              joins    school.public.enrolments (changes): id, course_id
                       as enrolment on int(data.enrolment_id), rows without one stay
                       topic hayase-agg-sessions-join-enrolment-rows-repartition
                       topic hayase-agg-sessions-join-enrolment-dimension-repartition
                       store current-enrolment (topic hayase-agg-sessions-current-enrolment-changelog): a copy of each row that is there, of these columns
                       store join-enrolment (topic hayase-agg-sessions-join-enrolment-changelog): the rows of both sides, for 7d
              groups   by learner = string(data.learner), course = enrolment.course_id
              windows  sessions that end after 30s, closed 10s after their end
                       topic hayase-agg-sessions-contributions-repartition
                       store groups (topic hayase-agg-sessions-groups-changelog): for each group and window what follows
                       pages = count(*): a number
                       ids of events are remembered for 1d
              columns  pages INT64
              key      learner, course, window_start
              time     hayase-agg-sessions-time
              late     agg.sessions.late
              unread   agg.sessions.unread
            """);
  }

  @Test
  void theLatestRowIsPrintedWithWhenItIsComputedAgain() {
    // When
    String text = PlanText.of(School.plan(PlannerTest.MEMBERSHIP));

    // Then
    assertThat(text)
        .contains("  where    state == \"paid\" && valid_until != null\n")
        .contains("           newest by paid_at\n")
        .contains("           active BOOL = now < valid_until\n")
        .contains("           computed again when valid_until has come\n")
        .doesNotContain("warning");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          window: {on: _event_ts, tumbling: 1h}, measures: {n: {count: "*"}} ; window has no grace
          group-by: [_event_type], measures: {n: {count: "*"}} ; events are grouped without a window
          join: [{table: school.public.enrolments, as: e, on: [int(data.e)]}], latest: {by: [_event_type]} ; join e keeps every event for ever
          """)
  void whatGrowsWithoutEndIsWarnedOf(String settings, String warning) {
    // When
    AggregationPlan plan = School.plan("a: {from: logs.page, " + settings + "}");

    // Then
    assertThat(PlanText.warnings(plan)).singleElement().asString().startsWith(warning);
    assertThat(PlanText.of(plan)).contains("  warning  " + warning);
  }

  @Test
  void whatEndsIsNotWarnedOf() {
    assertThat(PlanText.warnings(School.plan(PlannerTest.REVENUE))).isEmpty();
  }
}
