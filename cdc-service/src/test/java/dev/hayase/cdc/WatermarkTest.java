package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.watermark.Completeness;
import dev.hayase.event.watermark.Watermark;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// T against an oracle: PostgreSQL's own commit times.
class WatermarkTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void everyTransactionUpToThroughStandsBeforeThePositionsAlsoAcrossALongOne() throws Exception {
    // Given
    school.sql(
        "CREATE TABLE visits (id int PRIMARY KEY)", "CREATE TABLE idle (id int PRIMARY KEY)");
    SourceCapture first = school.streaming();

    // When
    try (Connection connection = school.connect();
        Statement longOne = connection.createStatement()) {
      connection.setAutoCommit(false);
      longOne.execute("INSERT INTO visits VALUES (0)");
      for (int id = 1; id <= 60; id++) {
        school.sql("INSERT INTO visits VALUES (" + id + ")");
      }
      awaitWatermarks(4);
      School.stop(first);
      school.streaming();
      awaitWatermarks(4);
      connection.commit();
    }
    for (int id = 61; id <= 90; id++) {
      school.sql("INSERT INTO visits VALUES (" + id + ")");
    }
    awaitWatermarks(4);

    // Then
    String topic = school.name() + ".public.visits";
    List<Received> records = school.records("visits");
    List<Watermark> watermarks = school.watermarks();
    assertThat(watermarks).extracting(Watermark::through).isSorted();
    assertThat(watermarks).filteredOn(Watermark::full).hasSizeGreaterThanOrEqualTo(2);
    SortedMap<Integer, Long> positions = new TreeMap<>();
    for (Watermark watermark : watermarks) {
      positions.putAll(watermark.positions().getOrDefault(topic, new TreeMap<>()));
      assertThat(records)
          .filteredOn(r -> !r.isControl() && !commitTime(r).isAfter(watermark.through()))
          .allMatch(r -> r.offset() < positions.getOrDefault(r.partition(), 0L));
    }
    Received late =
        records.stream()
            .filter(r -> !r.isControl() && r.value().get("after").get("id").asInt() == 0)
            .findFirst()
            .orElseThrow();
    assertThat(watermarks)
        .filteredOn(w -> w.through().isBefore(commitTime(late)))
        .as("T went on while the long transaction was open")
        .hasSizeGreaterThan(8);
  }

  @Test
  void anIdleTableIsCompleteThroughTheSourcesTime() {
    // Given
    school.sql("CREATE TABLE idle (id int PRIMARY KEY)", "INSERT INTO idle VALUES (1)");
    school.streaming();
    Instant now = Instant.now();

    // When
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() ->
            school.watermarks().stream().anyMatch(w -> w.through().isAfter(now.plusMillis(500))));

    // Then
    Completeness completeness = new Completeness();
    school.watermarks().forEach(completeness::accept);
    String topic = school.name() + ".public.idle";
    Map<Integer, Long> read = Map.of(0, 100L, 1, 100L, 2, 100L);
    assertThat(completeness.through(topic, read))
        .hasValueSatisfying(t -> assertThat(t).isAfter(now));
    assertThat(completeness.through(topic, Map.of())).isEmpty();
  }

  @Test
  void theSlotOfAnIdleDatabaseAdvances() {
    // Given
    school.sql("CREATE TABLE idle (id int PRIMARY KEY)");
    school.streaming();
    String confirmed =
        "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = 'hayase_%s'"
            .formatted(school.name());
    String before = school.ask(confirmed);

    // When
    Awaitility.await().atMost(School.PATIENCE).until(() -> !school.ask(confirmed).equals(before));

    // Then
    assertThat(school.ask(confirmed)).isNotEqualTo(before);
  }

  private void awaitWatermarks(int more) {
    int before = school.watermarks().size();
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> school.watermarks().size() >= before + more);
  }

  private static Instant commitTime(Received record) {
    return Instant.EPOCH.plus(
        record.value().get("source").get("ts_us").asLong(), ChronoUnit.MICROS);
  }
}
