package dev.hayase.engine.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.group.Contribution;
import dev.hayase.engine.group.Emission;
import dev.hayase.engine.group.Groups;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.PlanOutcome;
import dev.hayase.engine.plan.Planner;
import dev.hayase.engine.plan.SourceSchema;
import dev.hayase.engine.state.MemoryState;
import dev.hayase.engine.value.Row;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Custom;
import dev.hayase.pipeline.TableSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreaksTest {
  private static final TableSchema ANSWERS =
      TableSchema.of(
          List.of(
              Column.nullable("id", ColumnType.INT64),
              Column.nullable("learner_id", ColumnType.INT64),
              Column.nullable("answered_at", ColumnType.TIMESTAMP)),
          List.of("id"));

  private final AggregationPlan plan = planned(ANSWERS).plan().orElseThrow();
  private final Groups groups = new Groups(plan.groups(), new MemoryState());
  private final List<Row> told = new ArrayList<>();

  @Test
  void daysInARowCountWhateverTheOrderOfTheirAnswers() {
    // Given
    groups.advance(Instant.parse("2026-11-22T12:00:00Z"));

    // When
    answer(1, 3, "2026-11-22T01:00:00Z");
    answer(1, 1, "2026-11-20T01:00:00Z");
    answer(1, 2, "2026-11-20T20:00:00Z");

    // Then
    assertThat(result()).isEqualTo(new Row(7L, 3L, 3L));
  }

  @Test
  void anAnswerThatIsTakenBackBreaksTheStreak() {
    // Given
    groups.advance(Instant.parse("2026-11-22T12:00:00Z"));
    answer(1, 1, "2026-11-20T01:00:00Z");
    answer(1, 2, "2026-11-21T01:00:00Z");
    answer(1, 3, "2026-11-22T01:00:00Z");

    // When
    answer(-1, 2, "2026-11-21T01:00:00Z");

    // Then
    assertThat(result()).isEqualTo(new Row(7L, 1L, 1L));
  }

  @Test
  void aStreakEndsWhenADayHasPassedWithoutAnAnswer() {
    // Given
    groups.advance(Instant.parse("2026-11-22T12:00:00Z"));
    answer(1, 1, "2026-11-21T01:00:00Z");
    answer(1, 2, "2026-11-22T01:00:00Z");
    Row before = result();

    // When
    groups.advance(Instant.parse("2026-11-23T14:59:59Z"));
    Row onItsLastDay = result();
    groups.advance(Instant.parse("2026-11-23T15:00:00Z"));

    // Then
    assertThat(before).isEqualTo(new Row(7L, 2L, 2L));
    assertThat(onItsLastDay).isEqualTo(before);
    assertThat(result()).isEqualTo(new Row(7L, 0L, 2L));
  }

  @Test
  void rowsWithoutTimesAreRefusedBeforeAnythingRuns() {
    // Given
    TableSchema withoutTimes = TableSchema.of(ANSWERS.columns().subList(0, 2), List.of("id"));

    // When
    PlanOutcome outcome = planned(withoutTimes);

    // Then
    assertThat(outcome.problems())
        .singleElement()
        .hasToString(
            "aggregations.streaks.java: \"dev.hayase.engine.example.Streaks\" refuses these rows: they"
                + " have no column answered_at. Give it others.");
  }

  private void answer(int weight, int id, String time) {
    Instant at = Instant.parse(time);
    groups.apply(
        new Row(7L),
        new Contribution(
            weight,
            new byte[] {(byte) id},
            new byte[] {(byte) id},
            null,
            new Row((long) id, 7L, at)),
        (_, _, _) -> {
          throw new AssertionError("nothing is late without a window");
        });
  }

  /// The result that was told last.
  private Row result() {
    groups.emit(
        new Emission() {
          @Override
          public void put(Row key, Row row) {
            told.add(row);
          }

          @Override
          public void delete(Row key) {
            throw new AssertionError("the learner still has answers");
          }

          @Override
          public void refused(Row key, EvaluationException why) {
            throw new AssertionError(why);
          }
        });
    return told.getLast();
  }

  private static PlanOutcome planned(TableSchema answers) {
    AggregationSettings settings =
        new AggregationSettings(
            "school.public.answers",
            List.of(),
            Optional.empty(),
            new Custom(
                Streaks.class.getName(),
                new LinkedHashMap<>(Map.of("learner_id", "learner_id")),
                Optional.empty()),
            new LinkedHashMap<>(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty(),
            TableSettings.DEFAULT);
    return new Planner(_ -> Optional.of(SourceSchema.changes(answers))).plan("streaks", settings);
  }
}
