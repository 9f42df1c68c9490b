package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.SourceStatus.State;
import dev.hayase.cdc.SourceStatus.TableState;
import dev.hayase.event.order.CaptureOrder.AddTable;
import dev.hayase.event.order.CaptureOrder.CancelSnapshot;
import dev.hayase.event.order.CaptureOrder.Pause;
import dev.hayase.event.order.CaptureOrder.PauseSnapshot;
import dev.hayase.event.order.CaptureOrder.RemoveTable;
import dev.hayase.event.order.CaptureOrder.RestartFromNow;
import dev.hayase.event.order.CaptureOrder.Resume;
import dev.hayase.event.order.CaptureOrder.ResumeSnapshot;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.wire.Headers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What operators order while a source is captured.
class OrdersTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void aTableIsReadAnewWhileItsLogIsFollowedAndGhostsVanish() {
    // Given
    school
        .partitions(1)
        .sql(
            "CREATE TABLE notes (a text, id int, n numeric(7,2), tags text[], big text, PRIMARY KEY (id, a))",
            "INSERT INTO notes SELECT 'x', i, i / 4.0, ARRAY['t', NULL], NULL FROM generate_series(1, 5000) i",
            "CREATE TABLE others (id int PRIMARY KEY)");
    school.streaming();
    school.sql("UPDATE notes SET n = 7 WHERE id = 1");
    Received streamed = school.awaitRecords("notes", 5003).getLast();

    // When
    assertThat(school.answer(snapshot("notes", null))).isEmpty();

    // Then
    awaitKinds("notes", "snapshot-end", 2);
    List<Received> anew = from(school.records("notes"), streamed);
    assertThat(anew.getFirst().change()).isEqualTo("snapshot-start");
    assertThat(anew)
        .filteredOn(r -> !r.isControl())
        .hasSize(5000)
        .allMatch(r ->
            r.header(Headers.SCHEMA).equals(streamed.header(Headers.SCHEMA))
                && r.header(Headers.SNAPSHOT)
                    .equals(anew.getFirst().value().get("snapshotId").asString()));
    assertThat(anew.get(1).value().get("after")).isEqualTo(streamed.value().get("after"));
    assertThat(ordinals(school.records("notes"))).isSorted().doesNotHaveDuplicates();
    assertThat(Folded.of(school.records("notes"))).hasSize(5000);
  }

  @Test
  void onlyRowsThatMeetAConditionAreReadAndNothingVanishes() {
    // Given
    school.sql(
        "CREATE TABLE notes (id int PRIMARY KEY, j jsonb)",
        "INSERT INTO notes SELECT i, '{\"k\": 1}' FROM generate_series(1, 10) i",
        "CREATE TABLE keyless (id int)",
        "ALTER TABLE keyless REPLICA IDENTITY FULL");
    school.streaming();
    int before = school.records("notes").size();

    // When
    assertThat(school.answer(snapshot("notes", "id > 7 AND j ? 'k' -- the last"))).isEmpty();

    // Then
    assertThat(school.awaitRecords("notes", before + 3).subList(before, before + 3))
        .extracting(r -> r.value().get("op").asString() + r.value().get("after").get("id"))
        .containsExactly("r8", "r9", "r10");
    assertThat(school.answer(snapshot("notes", "nonsense > 1")))
        .contains("--where 'nonsense > 1'", "does not exist");
    assertThat(school.answer(snapshot("keyless", null))).contains("no primary key");
    assertThat(school.answer(snapshot("unheard", null))).contains("no table");
    assertThat(school.answer(new CancelSnapshot(school.table("notes")))).contains("not being read");
  }

  @Test
  void aTableIsAddedAndRemovedWhileTheOthersGoOn() {
    // Given
    school.sql("CREATE TABLE notes (id int PRIMARY KEY)", "INSERT INTO notes VALUES (1)");
    SourceCapture capture = school.streaming();
    school.sql(
        "CREATE TABLE later (id int PRIMARY KEY)",
        "INSERT INTO later VALUES (1), (2)",
        "INSERT INTO notes VALUES (2)");

    // When
    assertThat(school.answer(new AddTable(school.table("later")))).isEmpty();
    awaitKinds("later", "snapshot-end", 3);
    school.sql("INSERT INTO later VALUES (3)", "INSERT INTO notes VALUES (3)");

    // Then
    assertThat(school.awaitRecords("later", 9)).filteredOn(r -> !r.isControl()).hasSize(3);
    assertThat(school.answer(new AddTable(school.table("later")))).contains("captured already");
    assertThat(school.answer(new RemoveTable(school.table("later")))).isEmpty();
    school.sql("INSERT INTO later VALUES (4)", "INSERT INTO notes VALUES (4)");
    assertThat(school.awaitRecords("notes", 10))
        .extracting(r -> r.sequence().epoch())
        .containsOnly(school.records("notes").getFirst().sequence().epoch());
    assertThat(Folded.of(school.records("notes"))).hasSize(4);
    assertThat(Folded.of(school.records("later"))).hasSize(3);
    assertThat(capture.status().view().tables())
        .filteredOn(t -> t.state() == TableState.EXCLUDED)
        .extracting(SourceStatus.Table::reason)
        .containsExactly(
            "An operator removed it. Run: hayase add-table %s public.later"
                .formatted(school.name()));
    assertThat(school.answer(new RemoveTable(school.table("notes")))).contains("the only one");
  }

  @Test
  void aPausedSourceKeepsItsPlaceOverARestart() {
    // Given
    school.sql("CREATE TABLE notes (id int PRIMARY KEY)");
    SourceCapture capture = school.streaming();

    // When
    assertThat(school.answer(new Pause())).isEmpty();
    School.awaitState(capture, State.PAUSED);
    school.sql("INSERT INTO notes VALUES (1)");
    School.stop(capture);
    SourceCapture next = school.capture();
    School.awaitState(next, State.PAUSED);

    // Then
    assertThat(school.records("notes")).filteredOn(r -> !r.isControl()).isEmpty();
    assertThat(school.answer(new Pause())).contains("paused already");
    assertThat(school.answer(new Resume())).isEmpty();
    assertThat(school.awaitRecords("notes", 7).getLast().change()).isEqualTo("c null {\"id\":1}");
  }

  @Test
  void aSnapshotIsPausedAndResumed() {
    // Given
    school.sql(
        "CREATE TABLE notes (id int PRIMARY KEY)",
        "INSERT INTO notes SELECT generate_series(1, 10)");
    SourceCapture capture = school.streaming();

    // When
    assertThat(school.answer(new Pause())).isEmpty();
    school.order(snapshot("notes", null));
    assertThat(school.answer(new PauseSnapshot(school.table("notes")))).isEmpty();
    assertThat(school.answer(new Resume())).isEmpty();
    School.awaitState(capture, State.STREAMING);

    // Then
    assertThat(capture.status().view().tables())
        .extracting(SourceStatus.Table::state)
        .containsExactly(TableState.PAUSED);
    assertThat(school.answer(snapshot("notes", null))).contains("already");
    assertThat(school.answer(new ResumeSnapshot(school.table("notes")))).isEmpty();
    awaitKinds("notes", "snapshot-end", 6);
  }

  @Test
  void aSourceWhoseSlotIsLostGoesOnFromNowAndClosesTheGap() {
    // Given
    school.sql(
        "CREATE TABLE notes (id int PRIMARY KEY, n int)",
        "INSERT INTO notes SELECT i, 0 FROM generate_series(1, 10) i");
    SourceCapture capture = school.streaming();
    long epoch = school.records("notes").getFirst().sequence().epoch();
    School.stop(capture);
    school.ask("SELECT pg_drop_replication_slot('hayase_%s')".formatted(school.name()));
    school.sql("DELETE FROM notes WHERE id < 4", "UPDATE notes SET n = 1 WHERE id = 4");
    SourceCapture next = school.capture();
    School.awaitState(next, State.FAILED);

    // When
    assertThat(school.answer(new RestartFromNow(true))).isEmpty();
    awaitKinds("notes", "snapshot-end", 6);
    school.sql("INSERT INTO notes VALUES (11, 1)");

    // Then
    List<Received> records = school.awaitRecords("notes", 6 + 10 + 6 + 7 + 1);
    assertThat(records.getLast().sequence().epoch()).isGreaterThan(epoch);
    assertThat(Folded.of(records)).hasSize(8);
    assertThat(Folded.of(records))
        .hasEntrySatisfying("{\"id\":4}", row -> assertThat(row.get("n").asInt()).isEqualTo(1));
  }

  /// While one transaction is open, reading waits; a second one commits meanwhile, which is in the
  /// log at once and visible long after.
  @Test
  void aCommitThatWaitsForAStandbyIsNotOverwritten() throws Exception {
    // Given
    school
        .partitions(1)
        .sql(
            "CREATE TABLE notes (id int PRIMARY KEY, n int)",
            "INSERT INTO notes VALUES (1, 0), (2, 0)");
    school.streaming();
    try (Connection before = school.connect();
        Statement statement = before.createStatement()) {
      before.setAutoCommit(false);
      statement.execute("UPDATE notes SET n = 5 WHERE id = 2");
      school.order(snapshot("notes", null));
      Awaitility.await().atMost(School.PATIENCE).until(this::isSettling);
      Connection waiting = school.connect();
      CompletableFuture<Void> commit;

      // When
      try {
        standbys("nobody");
        commit =
            CompletableFuture.runAsync(() ->
                execute(
                    waiting, "SET synchronous_commit = on; UPDATE notes SET n = 7 WHERE id = 1"));
        school.awaitRecords("notes", 5);
        before.rollback();
        awaitKinds("notes", "snapshot-start", 2);
        assertThat(commit).isNotDone();
      } finally {
        standbys("");
      }
      commit.get();
      awaitKinds("notes", "snapshot-end", 2);
    }

    // Then
    assertThat(Folded.of(school.records("notes")))
        .hasEntrySatisfying("{\"id\":1}", row -> assertThat(row.get("n").asInt()).isEqualTo(7));
  }

  private boolean isSettling() {
    return !school
        .ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND query LIKE '%pg_snapshot_xmin%'")
        .equals("0");
  }

  /// Which standbys commits wait for.
  private void standbys(String names) {
    school.sql(
        "ALTER SYSTEM SET synchronous_standby_names = '%s'".formatted(names),
        "SELECT pg_reload_conf()");
    Awaitility.await().until(() -> school.ask("SHOW synchronous_standby_names").equals(names));
  }

  private static void execute(Connection connection, String sql) {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private SnapshotTable snapshot(String table, @Nullable String where) {
    return new SnapshotTable(school.table(table), Optional.ofNullable(where));
  }

  private void awaitKinds(String table, String kind, int count) {
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() ->
            school.records(table).stream().filter(r -> r.change().equals(kind)).count() >= count);
  }

  private static List<Received> from(List<Received> records, Received last) {
    return records.subList(records.indexOf(last) + 1, records.size());
  }

  private static List<Long> ordinals(List<Received> records) {
    return records.stream().map(r -> r.sequence().ordinal()).toList();
  }
}
