package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.wire.Headers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotAndLogTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void rowsThatAreThereComeFirstAndThenEveryChange() {
    // Given
    school
        .partitions(1)
        .sql(
            "CREATE TABLE courses (id int PRIMARY KEY, title text)",
            "CREATE TABLE empty (id int PRIMARY KEY)",
            "INSERT INTO courses VALUES (1, 'one'), (2, NULL)");
    school.streaming();

    // When
    school.sql(
        "INSERT INTO courses VALUES (3, '流れ 🎓')",
        "UPDATE courses SET title = '' WHERE id = 2",
        "UPDATE courses SET id = 4 WHERE id = 1",
        "DELETE FROM courses WHERE id = 3",
        "TRUNCATE courses, empty");

    // Then
    assertThat(school.awaitRecords("courses", 10))
        .extracting(Received::change)
        .containsExactly(
            "snapshot-start",
            "r null {\"id\":1,\"title\":\"one\"}",
            "r null {\"id\":2,\"title\":null}",
            "snapshot-end",
            "c null {\"id\":3,\"title\":\"流れ 🎓\"}",
            "u null {\"id\":2,\"title\":\"\"}",
            "d {\"id\":1,\"title\":null} null",
            "c null {\"id\":4,\"title\":\"one\"}",
            "d {\"id\":3,\"title\":null} null",
            "truncate");
    assertThat(school.awaitRecords("empty", 3))
        .extracting(Received::change)
        .containsExactly("snapshot-start", "snapshot-end", "truncate");
    assertThat(school.records("courses"))
        .extracting(Received::key)
        .containsExactly(
            null,
            "{\"id\":1}",
            "{\"id\":2}",
            null,
            "{\"id\":3}",
            "{\"id\":2}",
            "{\"id\":1}",
            "{\"id\":4}",
            "{\"id\":3}",
            null);
  }

  @Test
  void recordsCarryTheirHeadersAndControlsGoToEveryPartition() {
    // Given
    school.sql(
        "CREATE TABLE courses (id int PRIMARY KEY, title text)",
        "INSERT INTO courses VALUES (1, 'one')");
    school.streaming();

    // When
    school.sql("INSERT INTO courses VALUES (2, 'two')", "TRUNCATE courses");
    List<Received> records = school.awaitRecords("courses", 11);

    // Then
    assertThat(records)
        .extracting(Received::change)
        .containsExactly(
            "snapshot-start",
            "snapshot-start",
            "snapshot-start",
            "r null {\"id\":1,\"title\":\"one\"}",
            "snapshot-end",
            "snapshot-end",
            "snapshot-end",
            "c null {\"id\":2,\"title\":\"two\"}",
            "truncate",
            "truncate",
            "truncate");
    assertThat(records.subList(0, 3)).extracting(Received::partition).containsExactly(0, 1, 2);
    assertThat(records)
        .extracting(r -> r.sequence().ordinal())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(records.get(3).headers())
        .containsOnlyKeys(Headers.VERSION, Headers.SEQUENCE, Headers.SCHEMA, Headers.SNAPSHOT);
    assertThat(records.get(7).headers())
        .containsOnlyKeys(Headers.VERSION, Headers.SEQUENCE, Headers.SCHEMA);
    String start = records.getFirst().header(Headers.SEQUENCE);
    assertThat(records.get(6).value().get("startSeq").asString()).isEqualTo(start);
    assertThat(records.get(10).value().get("seq").asString())
        .isEqualTo(records.get(8).header(Headers.SEQUENCE));
    assertThat(records.get(3).header(Headers.SNAPSHOT))
        .isEqualTo(records.get(0).value().get("snapshotId").asString())
        .isEqualTo(records.get(6).value().get("snapshotId").asString());
  }
}
