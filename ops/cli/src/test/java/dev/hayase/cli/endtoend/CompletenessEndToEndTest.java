package dev.hayase.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.bigquery.BigQueryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnePlatform.class)
class CompletenessEndToEndTest {
  /// Rows that the source has committed, each with a time that is not before its commit.
  private final Map<String, Instant> committed = new LinkedHashMap<>();

  @Test
  void completeThroughIsNeverAheadOfWhatIsThere(WholePlatform whole) throws Exception {
    try (Connection slow = whole.connect();
        Connection quick = whole.connect()) {
      // Given
      slow.setAutoCommit(false);
      insertUncommitted(slow, 1_000);
      Instant opened = Instant.now();

      // When: others commit while the long transaction is open, and T goes on nevertheless
      int next = 1;
      while (whole.completeThrough("ledger").isBefore(opened.plusSeconds(1))) {
        insert(quick, next++);
        assertEverythingThroughTIsThere(whole);
      }
      assertThat(rows(whole)).doesNotContain("1000");
      slow.commit();
      committed.put("1000", Instant.now());
      Instant end = Instant.now();
      insert(quick, next);

      // Then
      await()
          .atMost(WholePlatform.PATIENCE)
          .until(() -> {
            assertEverythingThroughTIsThere(whole);
            return whole.completeThrough("ledger").isAfter(end);
          });
      assertThat(rows(whole)).contains("1000");
    }
  }

  @Test
  void stoppedLoaderHoldsBackOnlyTheTablesThatItOwes(WholePlatform whole) throws Exception {
    // Given
    whole.platform().loader().stop();
    try (Connection connection = whole.connect()) {
      // When
      insert(connection, 5_000);
    }
    Instant owed = Instant.now();

    // Then
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> whole.completeThrough("idle").isAfter(owed.plusSeconds(1)));
    assertThat(whole.completeThrough("ledger")).isBefore(owed);
    whole.platform().resume(whole.platform().loader());
    await()
        .atMost(WholePlatform.PATIENCE)
        .until(() -> whole.completeThrough("ledger").isAfter(owed));
    assertThat(rows(whole)).contains("5000");
  }

  /// T is asked before BigQuery is: what is complete through T must be there by then.
  private void assertEverythingThroughTIsThere(WholePlatform whole) throws InterruptedException {
    Instant through = whole.completeThrough("ledger");
    Set<String> owed =
        committed.entrySet().stream()
            .filter(row -> !row.getValue().isAfter(through))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(rows(whole)).containsAll(owed);
  }

  /// None while BigQuery has no such table: it comes with its first row.
  private static Set<String> rows(WholePlatform whole) throws InterruptedException {
    try {
      return new HashSet<>(whole.query("SELECT id FROM school.ledger"));
    } catch (BigQueryException e) {
      assertThat(e.getCode()).isEqualTo(404);
      return Set.of();
    }
  }

  private void insert(Connection connection, int id) throws SQLException {
    insertUncommitted(connection, id);
    committed.put(Integer.toString(id), Instant.now());
  }

  private static void insertUncommitted(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO ledger VALUES (%d, 'note')".formatted(id));
    }
  }
}
