package dev.hayase.local.school;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.LocalPostgres;
import dev.hayase.local.sample.Change;
import dev.hayase.local.sample.Installation;
import dev.hayase.local.sample.LiveWorkload;
import dev.hayase.local.sample.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchoolTest {
  private static final int TRANSACTIONS = 2_000;
  private static final Instant OPENED = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void sameSeedIsTheSameSchool() {
    assertThat(life(new School(500, 42, OPENED))).isEqualTo(life(new School(500, 42, OPENED)));
    assertThat(life(new School(500, 42, OPENED))).isNotEqualTo(life(new School(500, 43, OPENED)));
  }

  @Test
  void lifeHasEveryKindOfChange() {
    // When
    List<Transaction> life = life(new School(500, 42, OPENED));

    // Then
    assertThat(life).extracting(Transaction::ending).contains(Transaction.Ending.values());
    Map<String, TreeSet<String>> kinds =
        life.stream()
            .flatMap(transaction -> transaction.changes().stream())
            .collect(
                Collectors.groupingBy(
                    change -> change.table().name(),
                    Collectors.mapping(SchoolTest::kind, Collectors.toCollection(TreeSet::new))));
    assertThat(kinds)
        .containsEntry("learners", new TreeSet<>(List.of("delete", "insert", "move", "update")))
        .containsEntry("enrolments", new TreeSet<>(List.of("delete", "insert", "move", "update")))
        .containsEntry("answers", new TreeSet<>(List.of("delete", "insert", "move", "update")))
        .containsEntry("payments", new TreeSet<>(List.of("delete", "insert", "update")))
        .containsEntry("membership_payments", new TreeSet<>(List.of("delete", "insert", "update")))
        .containsEntry("courses", new TreeSet<>(List.of("update")));
  }

  @Test
  void databaseTakesTheRowsAndTheWholeLife(@TempDir Path folder) throws Exception {
    // Given
    try (LocalPostgres postgres = LocalPostgres.start(folder)) {
      postgres.createDatabase("school");
      School school = new School(2_000, 42, OPENED);
      try (Connection connection = postgres.connect("school")) {
        assertThat(Installation.install(school, connection)).isEqualTo(2_000);

        // When
        LiveWorkload workload =
            LiveWorkload.start(
                postgres.connect("school"), limited(school.transactions()), 1_000_000);
        workload.awaitEnd();
        workload.stop();

        // Then
        assertThat(workload.changes()).isGreaterThan(TRANSACTIONS);
        assertThat(count(connection, "SELECT count(*) FROM learners WHERE id > 1000000"))
            .isPositive();
        assertThat(
                count(connection, "SELECT count(*) FROM learners WHERE length(biography) > 2500"))
            .isPositive();
        assertThat(count(connection, "SELECT count(*) FROM payments WHERE note LIKE 'gone%'"))
            .isZero();
      }
    }
  }

  private static Iterator<Transaction> limited(Iterator<Transaction> endless) {
    List<Transaction> some = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      some.add(endless.next());
    }
    return some.iterator();
  }

  private static List<Transaction> life(School school) {
    school
        .tables()
        .forEach(table -> {
          try (var rows = school.firstRows(table)) {
            rows.forEach(_ -> {});
          }
        });
    List<Transaction> life = new ArrayList<>();
    limited(school.transactions()).forEachRemaining(life::add);
    return life;
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.Insert _ -> "insert";
      case Change.Delete _ -> "delete";
      case Change.Update(var table, _, var values) ->
          values.keySet().stream().anyMatch(table.key()::contains) ? "move" : "update";
    };
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
