package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.SourceStatus.State;
import dev.hayase.event.wire.Headers;
import dev.hayase.local.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One capture after another, or against another: what the next one finds, and what it refuses.
class TakeoverTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void aRestartGoesOnWhereTheLastOneEndedAmidOfATransaction() {
    // Given
    school.partitions(1).sql("CREATE TABLE steps (id int PRIMARY KEY)");
    SourceCapture first = school.streaming();
    school.sql("INSERT INTO steps SELECT generate_series(1, 20000)");
    school.awaitRecords("steps", 2_500);

    // When
    School.stop(first);
    int before = school.count("steps");
    school.sql("INSERT INTO steps VALUES (20001)");
    school.streaming();

    // Then
    List<Received> records = school.awaitRecords("steps", 20_003);
    assertThat(before).isLessThan(20_002);
    assertThat(records.subList(2, records.size()))
        .extracting(r -> r.value().get("after").get("id").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20_001).boxed().toList());
    assertThat(records)
        .extracting(r -> r.sequence().ordinal())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20_003).boxed().toList());
  }

  @Test
  void aSecondCaptureMakesTheFirstStandBy() {
    // Given
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
    SourceCapture first = school.streaming();

    // When
    SourceCapture second = school.capture();

    // Then
    School.awaitState(first, State.FAILED);
    assertThat(first.status().view().reason()).contains("another cdc-service has taken over");
    School.awaitState(second, State.STREAMING);
    school.sql("INSERT INTO steps VALUES (2)");
    List<Received> records = school.awaitRecords("steps", 8);
    assertThat(records)
        .filteredOn(r -> !r.isControl())
        .extracting(r -> r.value().get("after").get("id").asInt())
        .containsExactly(1, 2);
    assertThat(first.status().view().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aCaptureThatStandsByGoesOnWhenTheOtherFallsSilent() {
    // Given
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
    SourceCapture first = school.streaming();
    SourceCapture second = school.capture();
    School.awaitState(first, State.FAILED);
    School.awaitState(second, State.STREAMING);

    // When
    School.stop(second);
    school.sql("INSERT INTO steps VALUES (2)");

    // Then
    School.awaitState(first, State.STREAMING);
    assertThat(school.awaitRecords("steps", 8))
        .filteredOn(r -> !r.isControl())
        .extracting(r -> r.value().get("after").get("id").asInt())
        .containsExactly(1, 2);
  }

  @Test
  void aSnapshotThatWasKilledIsFollowedByAnotherUnderAnotherId() {
    // Given
    school.sql(
        "CREATE TABLE large (id int PRIMARY KEY, pad text)",
        "INSERT INTO large SELECT i, repeat('x', 200) FROM generate_series(1, 60000) i");
    ChildProcess killed = school.captureProcess();
    Awaitility.await().atMost(School.PATIENCE).until(() -> school.count("large") > 3_000);
    killed.kill();
    int before = school.records("large").size();
    school.sql("DELETE FROM large WHERE id <= 100");

    // When
    school.streaming();

    // Then
    List<Received> records = school.records("large");
    List<String> ids =
        records.stream()
            .filter(r -> r.header(Headers.CONTROL).equals("snapshot-start"))
            .map(r -> r.value().get("snapshotId").asString())
            .distinct()
            .toList();
    assertThat(before).isBetween(3_000, 60_000);
    assertThat(ids).hasSize(2);
    assertThat(rowsOf(records, ids.get(0))).isSubsetOf(numbers(1, 60_000));
    assertThat(rowsOf(records, ids.get(1))).isEqualTo(numbers(101, 60_000));
    assertThat(records)
        .filteredOn(r -> r.header(Headers.CONTROL).equals("snapshot-end"))
        .extracting(r -> r.value().get("snapshotId").asString())
        .containsOnly(ids.get(1));
    assertThat(records.subList(records.size() - 3, records.size()))
        .allMatch(r -> r.header(Headers.CONTROL).equals("snapshot-end"));
    assertThat(records)
        .extracting(r -> r.sequence().ordinal())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, records.size()).boxed().toList());
  }

  @Test
  void aSlotThatWasDroppedOrMadeAnewIsRefusedUntilItGetsAnotherName() {
    // Given
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
    School.stop(school.streaming());
    String slot = "hayase_" + school.name();
    Awaitility.await()
        .until(() ->
            school
                .ask("SELECT active FROM pg_replication_slots WHERE slot_name = '" + slot + "'")
                .equals("f"));
    school.sql("SELECT pg_drop_replication_slot('" + slot + "')");

    // When
    SourceCapture orphan = school.capture();

    // Then
    School.awaitState(orphan, State.FAILED);
    assertThat(orphan.status().view().reason())
        .startsWith("sources.%s.slot: '%s' does not exist".formatted(school.name(), slot))
        .endsWith("give the source a new slot name, and it takes a new snapshot.");
    school.sql(
        "INSERT INTO steps VALUES (2)",
        "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> orphan.status().view().reason().contains("made anew, or moved"));
    School.stop(orphan);
    long oldEpoch = school.records("steps").getLast().sequence().epoch();
    school.slot(slot + "_2").streaming();
    assertThat(school.records("steps"))
        .filteredOn(r -> r.sequence().epoch() > oldEpoch && !r.isControl())
        .extracting(r -> r.value().get("after").get("id").asInt())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aTableThatComesLaterIsNamedAndNotCapturedByHalves() {
    // Given
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)");
    School.stop(school.streaming());
    school.sql("CREATE TABLE later (id int PRIMARY KEY)", "INSERT INTO later VALUES (1)");

    // When
    SourceCapture capture = school.streaming();

    // Then
    assertThat(capture.status().view().tables())
        .extracting(SourceStatus.Table::topic, SourceStatus.Table::state)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                school.name() + ".public.later", SourceStatus.TableState.EXCLUDED),
            org.assertj.core.api.Assertions.tuple(
                school.name() + ".public.steps", SourceStatus.TableState.STREAMING));
    assertThat(school.records("later")).isEmpty();
  }

  private static List<Integer> rowsOf(List<Received> records, String snapshotId) {
    List<Integer> ids = new ArrayList<>();
    for (Received record : records) {
      if (!record.isControl() && record.header(Headers.SNAPSHOT).equals(snapshotId)) {
        ids.add(record.value().get("after").get("id").asInt());
      }
    }
    ids.sort(null);
    return ids;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }
}
