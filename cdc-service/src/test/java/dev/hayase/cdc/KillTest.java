package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.process.ChildProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// SIGKILL of the capture, again and again, while transactions overlap and rows share positions.
class KillTest {
  private static final int KILLS = Integer.getInteger("hayase.test.kills", 3);
  private static final long SEED = Long.getLong("hayase.test.seed", 7L);

  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void everyChangeArrivesExactlyOnceAndInOrder() throws Exception {
    // Given
    school.sql(
        "CREATE TABLE copies (id bigint PRIMARY KEY, note text)",
        "CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL, pad text)",
        "INSERT INTO counters SELECT i, 0, 'x' FROM generate_series(1, 30) i");
    Random random = new Random(SEED);
    ChildProcess capture = school.captureProcess();
    awaitStreaming();
    try (OverlappingWork work = OverlappingWork.start(school, SEED)) {

      // When
      for (int kill = 0; kill < KILLS; kill++) {
        long progress = work.copied() + 900 + random.nextInt(3_000);
        Awaitility.await()
            .atMost(School.PATIENCE)
            .pollInterval(7, TimeUnit.MILLISECONDS)
            .until(() -> work.copied() > progress);
        capture.kill();
        capture = school.captureProcess();
        awaitMore(school.count("copies"));
      }
      work.stop();

      // Then
      awaitCount("copies", work.copied());
      assertThat(ids("copies"))
          .isEqualTo(LongStream.rangeClosed(1, work.copied()).boxed().toList());
      awaitCounters(work.counters());
      assertThat(steps()).isEqualTo(expectedSteps(work.counters()));
    }
    assertThat(ordinals()).isEqualTo(LongStream.rangeClosed(1, ordinals().size()).boxed().toList());
  }

  private void awaitStreaming() {
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> school.records("copies").stream().filter(Received::isControl).count() == 6);
  }

  private void awaitMore(int than) {
    Awaitility.await().atMost(School.PATIENCE).until(() -> school.count("copies") > than);
  }

  private void awaitCount(String table, long rows) {
    // Beside the rows there are the beginning and the end of the snapshot, in each partition.
    Awaitility.await()
        .atMost(School.PATIENCE)
        .untilAsserted(
            () -> assertThat(school.count(table)).isGreaterThanOrEqualTo((int) rows + 6));
  }

  private void awaitCounters(Map<Integer, Integer> expected) {
    int updates = expected.values().stream().mapToInt(Integer::intValue).sum();
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> school.count("counters") >= updates + expected.size() + 6);
  }

  private List<Long> ids(String table) {
    return school.records(table).stream()
        .filter(r -> !r.isControl())
        .map(r -> r.value().get("after").get("id").asLong())
        .sorted()
        .toList();
  }

  /// What each counter counted, in the order of the records' numbers.
  private Map<Integer, List<Integer>> steps() {
    Map<Integer, List<Integer>> steps = new HashMap<>();
    school.records("counters").stream()
        .filter(r -> !r.isControl() && r.value().get("op").asString().equals("u"))
        .map(r -> r.value().get("after"))
        .forEach(row ->
            steps
                .computeIfAbsent(row.get("id").asInt(), _ -> new ArrayList<>())
                .add(row.get("n").asInt()));
    return steps;
  }

  private static Map<Integer, List<Integer>> expectedSteps(Map<Integer, Integer> counters) {
    Map<Integer, List<Integer>> steps = new HashMap<>();
    counters.forEach((id, n) -> {
      if (n > 0) {
        steps.put(id, IntStream.rangeClosed(1, n).boxed().toList());
      }
    });
    return steps;
  }

  private List<Long> ordinals() {
    return Stream.of("copies", "counters")
        .flatMap(table -> school.records(table).stream())
        .map(r -> r.sequence().ordinal())
        .sorted()
        .toList();
  }
}
