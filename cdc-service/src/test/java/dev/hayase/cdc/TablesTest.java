package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.SourceStatus.Table;
import dev.hayase.cdc.SourceStatus.TableState;
import dev.hayase.event.schema.Column;
import dev.hayase.event.wire.Headers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What tables can be: of large values, changed while running, without a key, partitioned, oddly
/// named.
class TablesTest {
  private final School school = Lab.school().partitions(1);

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void aLargeValueThatAnUpdateDoesNotTouchIsThereAllTheSame() {
    // Given
    school.sql(
        "CREATE TABLE pages (id int PRIMARY KEY, body text, n int)",
        "ALTER TABLE pages ALTER body SET STORAGE EXTERNAL",
        "CREATE TABLE whole (LIKE pages INCLUDING ALL)",
        "ALTER TABLE whole REPLICA IDENTITY FULL",
        "INSERT INTO pages VALUES (1, repeat('x', 9000), 1), (2, repeat('y', 9000), 1)",
        "INSERT INTO whole SELECT * FROM pages");
    school.streaming();

    // When
    school.sql(
        "UPDATE pages SET n = 2 WHERE id = 1",
        "UPDATE pages SET id = 3 WHERE id = 1",
        "BEGIN; UPDATE pages SET n = 2 WHERE id = 2; DELETE FROM pages WHERE id = 2; COMMIT",
        "UPDATE whole SET n = 2 WHERE id = 1; DELETE FROM whole WHERE id = 1; INSERT INTO whole VALUES (9)");
    school.awaitRecords("whole", 7);

    // Then
    assertThat(changes("pages"))
        .as("the first update, whose row has another key by now, may be left out")
        .containsSubsequence(
            "d {\"id\":1,\"body\":null,\"n\":null} null",
            "c null {\"id\":3,\"body\":\"" + "x".repeat(9000) + "\",\"n\":2}",
            "d {\"id\":2,\"body\":null,\"n\":null} null")
        .noneMatch(change -> change.contains("unavailable") || change.contains("unchanged"))
        .noneMatch(change -> change.startsWith("u null {\"id\":2"));
    String body = "\"body\":\"" + "x".repeat(9000) + "\"";
    assertThat(changes("whole"))
        .containsExactly(
            "u {\"id\":1,%s,\"n\":1} {\"id\":1,%s,\"n\":2}".formatted(body, body),
            "d {\"id\":1,%s,\"n\":2} null".formatted(body),
            "c null {\"id\":9,\"body\":null,\"n\":null}");
  }

  @Test
  void aColumnAddedWhileRunningComesWithItsSchemaFirst() {
    // Given
    school.sql("CREATE TABLE notes (id int PRIMARY KEY)", "INSERT INTO notes VALUES (1)");
    SourceCapture capture = school.streaming();

    // When
    school.sql(
        "ALTER TABLE notes ADD COLUMN price numeric(7,3) DEFAULT 1.5",
        "INSERT INTO notes VALUES (2)",
        "ALTER TABLE notes DROP COLUMN price",
        "INSERT INTO notes VALUES (3)");
    List<Received> records = school.awaitRecords("notes", 5);

    // Then
    assertThat(capture.status().lastReshaped("%s.public.notes".formatted(school.name())))
        .hasToString("Optional[column 'price' was dropped]");
    assertThat(changes("notes"))
        .containsExactly("c null {\"id\":2,\"price\":\"1.500\"}", "c null {\"id\":3}");
    assertThat(columns(records.get(1))).isEqualTo("id:INT64");
    assertThat(columns(records.get(3))).isEqualTo("id:INT64,price:NUMERIC");
    assertThat(records.get(4).header(Headers.SCHEMA))
        .isEqualTo(records.get(1).header(Headers.SCHEMA));
  }

  @Test
  void tablesThatPublishingWouldBreakAreLeftOutAndNamedWithTheirRemedy() {
    // Given
    school
        .historyOf("kept")
        .sql(
            "CREATE TABLE alike (id int PRIMARY KEY, name text, \"Name\" text)",
            "CREATE TABLE keyless (id int)",
            "CREATE TABLE keyless_full (id int)",
            "ALTER TABLE keyless_full REPLICA IDENTITY FULL",
            "CREATE TABLE kept (id int PRIMARY KEY)",
            "CREATE TABLE nothing (id int PRIMARY KEY)",
            "ALTER TABLE nothing REPLICA IDENTITY NOTHING",
            "CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY)",
            "INSERT INTO keyless VALUES (1); INSERT INTO keyless_full VALUES (1)");
    SourceCapture capture = school.streaming();

    // When
    school.sql("UPDATE keyless SET id = 2", "UPDATE keyless_full SET id = 2");

    // Then
    assertThat(school.awaitRecords("keyless_full", 4))
        .extracting(Received::key)
        .containsOnlyNulls();
    assertThat(changes("keyless_full")).containsExactly("u {\"id\":1} {\"id\":2}");
    assertThat(capture.status().view().tables())
        .filteredOn(table -> table.state() == TableState.EXCLUDED)
        .extracting(Table::topic, t -> t.reason().replaceFirst(".*Run: |.*run: ", ""))
        .containsExactly(
            tuple("alike", "ALTER TABLE public.alike RENAME COLUMN ... TO ...;"),
            tuple("kept", "ALTER TABLE public.kept REPLICA IDENTITY FULL;"),
            tuple("keyless", "ALTER TABLE public.keyless REPLICA IDENTITY FULL;"),
            tuple("nothing", "ALTER TABLE public.nothing REPLICA IDENTITY DEFAULT;"),
            tuple("unlogged", "ALTER TABLE public.unlogged SET LOGGED;"));
  }

  @Test
  void aPartitionedTableIsOneAndOddNamesKeepTheirLetters() {
    // Given
    school
        .tables("*.*")
        .sql(
            "CREATE TABLE visits (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
            "CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
            "INSERT INTO visits VALUES (1, '2024-05-01')",
            "CREATE SCHEMA \"We ird\"",
            "CREATE TABLE \"We ird\".\"Ta,b.\"\"le\" (\"I d\" int PRIMARY KEY, \"V\"\"al.ue\" text)",
            "INSERT INTO \"We ird\".\"Ta,b.\"\"le\" VALUES (1, 'x')");
    SourceCapture capture = school.streaming();

    // When
    school.sql(
        "CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "INSERT INTO visits VALUES (2, '2025-05-01')",
        "UPDATE \"We ird\".\"Ta,b.\"\"le\" SET \"V\"\"al.ue\" = 'y'");

    // Then
    school.awaitRecords("visits", 4);
    assertThat(school.records("visits"))
        .extracting(Received::change)
        .containsExactly(
            "snapshot-start",
            "r null {\"id\":1,\"day\":\"2024-05-01\"}",
            "snapshot-end",
            "c null {\"id\":2,\"day\":\"2025-05-01\"}");
    org.awaitility.Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> school.records("We ird", "Ta,b.\"le").size() == 4);
    assertThat(school.records("We ird", "Ta,b.\"le"))
        .extracting(Received::change)
        .endsWith("u null {\"I d\":1,\"V\\\"al.ue\":\"y\"}");
    assertThat(capture.status().view().tables())
        .extracting(Table::topic)
        .containsExactly(
            school.name() + ".We-20ird.Ta-2Cb-2E-22le", school.name() + ".public.visits");
  }

  private org.assertj.core.groups.Tuple tuple(String table, String remedy) {
    return org.assertj.core.api.Assertions.tuple(school.name() + ".public." + table, remedy);
  }

  private List<String> changes(String table) {
    return school.records(table).stream()
        .filter(r -> !r.isControl())
        .map(Received::change)
        .filter(change -> !change.startsWith("r "))
        .toList();
  }

  private String columns(Received record) {
    return school.schema(record.header(Headers.SCHEMA)).columns().stream()
        .map((Column c) -> c.name() + ":" + c.type())
        .collect(Collectors.joining(","));
  }
}
