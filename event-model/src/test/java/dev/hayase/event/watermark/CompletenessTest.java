package dev.hayase.event.watermark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  private static final String LEARNERS = "school.public.learners";
  private static final String COURSES = "school.public.courses";

  private final Completeness completeness = new Completeness();

  @Test
  void aConsumerIsCompleteOnceEveryPartitionIsPassed() {
    // Given
    full(10, Map.of(LEARNERS, Map.of(0, 5L, 1, 7L)));

    // Then
    assertThat(completeness.through(LEARNERS, Map.of())).isEmpty();
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L, 1, 6L))).isEmpty();
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L, 1, 7L))).contains(at(10));
  }

  @Test
  void anIdleTopicAdvancesWithItsSource() {
    // Given
    full(10, Map.of(LEARNERS, Map.of(0, 5L), COURSES, Map.of(0, 1L)));
    changed(11, Map.of(LEARNERS, Map.of(0, 9L)));
    changed(12, Map.of());

    // Then
    assertThat(completeness.through(COURSES, Map.of(0, 1L))).contains(at(12));
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L))).contains(at(10));
    assertThat(completeness.through(LEARNERS, Map.of(0, 9L))).contains(at(12));
  }

  @Test
  void anEmptyTopicIsCompleteWithoutACommit() {
    full(10, Map.of(LEARNERS, Map.of()));

    assertThat(completeness.through(LEARNERS, Map.of())).contains(at(10));
  }

  @Test
  void aPartitionThatTheConsumerDoesNotKnowIsNotPassed() {
    // Given
    full(10, Map.of(LEARNERS, Map.of(0, 5L)));
    changed(11, Map.of(LEARNERS, Map.of(4, 1L)));

    // Then
    assertThat(completeness.through(LEARNERS, Map.of(0, 50L))).contains(at(10));
  }

  @Test
  void aTableInItsSnapshotHasNoCompleteness() {
    // Given
    full(10, Map.of(LEARNERS, Map.of(0, 5L)));
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L))).contains(at(10));

    // When
    completeness.accept(
        Watermark.of(
            "school", 1, at(11), false, Map.of(LEARNERS, Map.of(0, 8L)), Set.of(LEARNERS)));

    // Then
    assertThat(completeness.through(LEARNERS, Map.of(0, 100L))).isEmpty();
    // The offsets of the snapshot count although they came before its end.
    changed(12, Map.of(LEARNERS, Map.of(1, 3L)));
    assertThat(completeness.through(LEARNERS, Map.of(0, 7L, 1, 3L))).isEmpty();
    assertThat(completeness.through(LEARNERS, Map.of(0, 8L, 1, 3L))).contains(at(12));
  }

  @Test
  void changesSayNothingBeforeTheFirstFullWatermark() {
    changed(10, Map.of(LEARNERS, Map.of(0, 5L)));
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L))).isEmpty();

    full(11, Map.of(LEARNERS, Map.of(0, 5L, 1, 2L)));
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L))).isEmpty();
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L, 1, 2L))).contains(at(11));
  }

  @Test
  void aNewEpochStartsAnewAndAFencedCaptureIsNotHeard() {
    // Given
    full(100, Map.of(LEARNERS, Map.of(0, 5L)));
    assertThat(completeness.through(LEARNERS, Map.of(0, 9L))).contains(at(100));

    // When
    completeness.accept(
        Watermark.of("school", 2, at(50), true, Map.of(LEARNERS, Map.of(0, 20L)), Set.of()));
    full(101, Map.of(LEARNERS, Map.of(0, 6L)));

    // Then
    assertThat(completeness.through(LEARNERS, Map.of(0, 9L))).isEmpty();
    assertThat(completeness.through(LEARNERS, Map.of(0, 20L))).contains(at(50));
  }

  @Test
  void positionsThatWentBackReopenWhatWasComplete() {
    // Given
    full(10, Map.of(LEARNERS, Map.of(0, 5L)));
    changed(11, Map.of(LEARNERS, Map.of(0, 9L)));
    assertThat(completeness.through(LEARNERS, Map.of(0, 9L))).contains(at(11));

    // Then
    assertThat(completeness.through(LEARNERS, Map.of(0, 2L))).isEmpty();
    assertThat(completeness.through(LEARNERS, Map.of(0, 9L))).contains(at(11));
  }

  /// A random source, against the truth: per instant, the offsets that had been written by then.
  @Test
  void completenessIsExactWhateverTheOrderOfConsumption() {
    for (int seed = 0; seed < 40; seed++) {
      // Given
      Random random = new Random(seed);
      Completeness tested = new Completeness();
      Map<Integer, Long> end = new HashMap<>();
      Map<Integer, Long> position = new HashMap<>();
      NavigableMap<Integer, Map<Integer, Long>> truth = new TreeMap<>();

      for (int second = 1; second <= 300; second++) {
        // When
        Map<Integer, Long> changes = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          int partition = random.nextInt(4);
          changes.put(partition, end.merge(partition, random.nextLong(1, 9), Long::sum));
        }
        truth.put(second, Map.copyOf(end));
        boolean isFull = second == 1 || second % 60 == 0;
        tested.accept(
            Watermark.of(
                "school",
                1,
                at(second),
                isFull,
                Map.of(LEARNERS, isFull ? end : changes),
                Set.of()));
        int consumed = random.nextInt(4);
        position.put(
            consumed,
            random.nextLong(
                position.getOrDefault(consumed, 0L), end.getOrDefault(consumed, 0L) + 1));

        // Then
        int expected = 0;
        for (Map.Entry<Integer, Map<Integer, Long>> instant : truth.entrySet()) {
          if (instant.getValue().entrySet().stream()
              .allMatch(e -> position.getOrDefault(e.getKey(), 0L) >= e.getValue())) {
            expected = instant.getKey();
          }
        }
        assertThat(tested.through(LEARNERS, position).orElse(at(0)))
            .as("seed %s, second %s", seed, second)
            .isEqualTo(at(expected));
      }
    }
  }

  @Test
  void aConsumerFarBehindCostsBoundedMemoryAndNeverSeesTooMuch() {
    // Given
    full(0, Map.of(LEARNERS, Map.of(0, 0L)));
    for (int second = 1; second <= 5 * Timeline.LIMIT; second++) {
      changed(second, Map.of(LEARNERS, Map.of(0, (long) second)));
    }

    // Then
    for (int position : new int[] {1, 100, 5_000, 12_345}) {
      assertThat(completeness.through(LEARNERS, Map.of(0, (long) position)))
          .hasValueSatisfying(
              t -> assertThat(t).isBetween(at(Math.max(0, position - 1024)), at(position)));
    }
    assertThat(completeness.through(LEARNERS, Map.of(0, 5L * Timeline.LIMIT)))
        .contains(at(5 * Timeline.LIMIT));
  }

  @Test
  void aWatermarkReadsBackAndItsJsonStays() {
    // Given
    Watermark watermark =
        Watermark.of(
            "school",
            1_795_000_000L,
            Instant.parse("2026-11-22T10:00:00.123456Z"),
            false,
            Map.of(LEARNERS, Map.of(10, 3L, 2, 44L)),
            Set.of(COURSES));

    // When
    byte[] json = watermark.toJson();

    // Then
    assertThat(new String(json, UTF_8))
        .isEqualTo(
            """
            {"version":1,"source":"school","epoch":1795000000,"through_us":1795341600123456,\
            "full":false,"positions":{"school.public.learners":{"2":44,"10":3}},\
            "snapshotting":["school.public.courses"]}\
            """);
    assertThat(Watermark.fromJson(json)).isEqualTo(watermark);
  }

  private void full(int second, Map<String, Map<Integer, Long>> positions) {
    completeness.accept(Watermark.of("school", 1, at(second), true, positions, Set.of()));
  }

  private void changed(int second, Map<String, Map<Integer, Long>> positions) {
    completeness.accept(Watermark.of("school", 1, at(second), false, positions, Set.of()));
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }
}
