package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.table.TableRef;
import dev.hayase.loader.table.TableView;
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
    return TableView.once(new TableRef(EmulatedBigQuery.PROJECT, dataset, "answers"));
  }
}
