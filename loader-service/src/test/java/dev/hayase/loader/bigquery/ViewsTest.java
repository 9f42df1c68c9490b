package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.outcome.Outcome;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableView;
import dev.hayase.records.table.TableView.Each;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The view beside a table that is loaded at least once, on the emulator.
@TestInstance(Lifecycle.PER_CLASS)
class ViewsTest {
  private final EmulatedBigQuery bigQuery = new EmulatedBigQuery();
  private final TableDescriptions tables = new TableDescriptions(bigQuery.access());

  @AfterAll
  void stop() {
    bigQuery.close();
  }

  @ParameterizedTest
  @CsvSource({"d1, VIEW", "d2, TABLE"})
  void whatAUserMadeUnderItsNameIsKept(String dataset, String kind) {
    // Given
    table(dataset);
    run("CREATE %s %s.answers_once AS SELECT 'mine' AS whose".formatted(kind, dataset));

    // When
    Outcome<Boolean> made = tables.makeView(view(dataset), "topic");

    // Then
    assertThat(made).isEqualTo(Outcome.done(false));
    assertThat(bigQuery.query("SELECT whose FROM %s.answers_once".formatted(dataset)))
        .containsExactly(List.of("mine"));
  }

  @Test
  void aViewOfAnotherTopicIsKeptAndOursIsMadeAgainAsItWas() {
    // Given
    table("d3");
    assertThat(tables.makeView(view("d3"), "topic")).isEqualTo(Outcome.done(true));

    // Then
    assertThat(tables.makeView(view("d3"), "another")).isEqualTo(Outcome.done(false));
    assertThat(tables.makeView(view("d3"), "topic")).isEqualTo(Outcome.done(true));
    assertThat(bigQuery.query("SELECT COUNT(*) FROM d3.answers_once"))
        .containsExactly(List.of("1"));
  }

  @Test
  void anEventThatCameTwiceIsShownAsItCameFirstAndAllThatTellNoId() {
    // Given
    run("CREATE SCHEMA d4");
    run(
        "CREATE TABLE d4.clicks (n INT64, _kafka_partition INT64, _kafka_offset INT64, _kafka_ts"
            + " TIMESTAMP, _event_id STRING, _event_source STRING)");
    run(
        "INSERT INTO d4.clicks VALUES (1, 0, 9, '2026-11-23T10:00:00Z', 'a', 'web'),"
            + " (2, 1, 5, '2026-11-23T10:00:01Z', 'a', 'web'),"
            + " (3, 0, 10, '2026-11-23T10:00:02Z', 'a', 'app'),"
            + " (4, 0, 11, '2026-11-23T10:00:03Z', NULL, 'app'),"
            + " (5, 0, 12, '2026-11-23T10:00:03Z', NULL, 'app'),"
            + " (6, 1, 12, '2026-11-23T10:00:03Z', NULL, NULL),"
            + " (6, 1, 12, '2026-11-23T10:00:03Z', NULL, NULL)");

    // When
    Outcome<Boolean> made =
        tables.makeView(
            TableView.once(new TableRef(EmulatedBigQuery.PROJECT, "d4", "clicks"), Each.EVENT),
            "logs.clicks");

    // Then
    assertThat(made).isEqualTo(Outcome.done(true));
    assertThat(bigQuery.query("SELECT n FROM d4.clicks_once ORDER BY n"))
        .containsExactly(List.of("1"), List.of("3"), List.of("4"), List.of("5"), List.of("6"));
  }

  private void table(String dataset) {
    run("CREATE SCHEMA " + dataset);
    run(
        "CREATE TABLE %s.answers (id INT64, _kafka_partition INT64, _kafka_offset INT64)"
            .formatted(dataset));
    run("INSERT INTO %s.answers VALUES (1, 0, 0), (1, 0, 0)".formatted(dataset));
  }

  private void run(String sql) {
    assertThat(bigQuery.query(sql)).as(sql).isEmpty();
  }

  private static TableView view(String dataset) {
    return TableView.once(new TableRef(EmulatedBigQuery.PROJECT, dataset, "answers"), Each.RECORD);
  }
}
