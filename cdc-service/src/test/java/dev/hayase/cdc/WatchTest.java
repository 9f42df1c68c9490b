package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.SourceStatus.State;
import dev.hayase.cdc.failure.Kind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an engine does not notice by itself is noticed, named, and goes on when it is mended.
class WatchTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void aPublicationThatLostATableOrIsGoneIsPutRightAndSaid() {
    // Given
    school.sql(
        "CREATE TABLE steps (id int PRIMARY KEY)", "CREATE TABLE stairs (id int PRIMARY KEY)");
    SourceCapture capture = school.streaming();
    String publication = "hayase_" + school.name();

    // When
    school.sql(
        "BEGIN; ALTER PUBLICATION %s DROP TABLE steps; COMMIT; INSERT INTO steps VALUES (6)"
            .formatted(publication));

    // Then
    awaitWarning(capture, "does not have public.steps any more");
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> published().equals("public.stairs, public.steps"));

    // When
    school.sql("DROP PUBLICATION " + publication);

    // Then
    awaitWarning(capture, "does not exist any more");
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() ->
            school.records("steps").stream().anyMatch(r -> r.change().contains("{\"id\":6}")));
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> published().equals("public.stairs, public.steps"));
    school.sql("INSERT INTO steps VALUES (7)");
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> school.records("steps").getLast().change().contains("{\"id\":7}"));
  }

  @Test
  void aSlotThatIsDroppedOrInvalidIsSaidWithTheCommandThatHelps() {
    // Given
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)");
    SourceCapture capture = school.streaming();
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> capture.status().view().outlook().runway().isPresent());

    // When
    school.sql(
        "SELECT pg_terminate_backend(active_pid, 5000), pg_drop_replication_slot(slot_name)"
            + " FROM pg_replication_slots WHERE slot_name = 'hayase_%s'".formatted(school.name()));

    // Then
    awaitKind(capture, Kind.PLACE_LOST);
    assertThat(capture.status().view().state()).isEqualTo(State.FAILED);
    // An engine that was just beginning makes another slot before it is found out.
    assertThat(capture.status().view().reason())
        .containsAnyOf("does not exist", "was made anew")
        .contains("./hayase restart %s --from-now --resnapshot-gap".formatted(school.name()));
  }

  @Test
  void aPasswordThatIsRotatedIsReadFromItsFile() {
    // Given
    String role = "pupil_" + school.name();
    school.sql(
        "CREATE ROLE %s LOGIN REPLICATION SUPERUSER PASSWORD 'old'".formatted(role),
        "CREATE TABLE steps (id int PRIMARY KEY)");
    SourceCapture capture = school.role(role, "old").streaming();

    // When
    school.sql(
        "ALTER ROLE %s PASSWORD 'new'".formatted(role),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '%s'"
            .formatted(role));

    // Then
    awaitKind(capture, Kind.LOGIN_REFUSED);
    assertThat(capture.status().view().state()).isEqualTo(State.FAILED);

    // When
    school.role(role, "new").secretFile();

    // Then
    School.awaitState(capture, State.STREAMING);
    assertThat(capture.status().view().trouble()).isEmpty();
  }

  @Test
  void aConnectionThroughWhichNothingComesIsMadeAnewAndNothingIsLost() throws Exception {
    // Given
    try (Cuttable way = new Cuttable(Lab.postgres().port())) {
      school.sql("CREATE TABLE steps (id int PRIMARY KEY)");
      SourceCapture capture = school.partitions(1).port(way.port()).streaming();
      school.sql("INSERT INTO steps VALUES (1)");
      school.awaitRecords("steps", 3);

      // When
      way.cutConnections();
      school.sql("INSERT INTO steps VALUES (2)");

      // Then
      awaitKind(capture, Kind.STALLED);
      School.awaitState(capture, State.STREAMING);
      assertThat(school.awaitRecords("steps", 4).getLast().change()).contains("{\"id\":2}");
    }
  }

  @Test
  void aMariaDbThroughWhichNothingComesIsReadAnewAndNothingIsLost() throws Exception {
    // Given
    try (Shop shop = Lab.mariadbShop();
        Cuttable way = new Cuttable(shop.serverPort())) {
      shop.sql("CREATE TABLE goods (id int PRIMARY KEY)");
      SourceCapture capture = shop.port(way.port()).streaming();
      shop.sql("INSERT INTO goods VALUES (1)");
      shop.awaitRecords("goods", 3);

      // When
      way.cutConnections();
      shop.sql("INSERT INTO goods VALUES (2)");

      // Then
      awaitKind(capture, Kind.STALLED);
      School.awaitState(capture, State.STREAMING);
      assertThat(shop.awaitRecords("goods", 4).getLast().change()).contains("{\"id\":2}");
      assertThat(capture.status().view().outlook().runway()).isPresent();
    }
  }

  @Test
  void aSlotThatHoldsMoreThanItsBudgetIsDroppedIfTheBudgetSaysSo() {
    // Given
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)");
    SourceCapture capture = school.walBudget("{size: 64MiB, when-passed: drop-slot}").streaming();
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> capture.status().view().outlook().runway().isPresent());

    // When
    school.sql(
        "SELECT pg_logical_emit_message(false, 'x', repeat('x', 1000000)) FROM generate_series(1, 80)");

    // Then
    awaitKind(capture, Kind.BUDGET_PASSED);
    assertThat(capture.status().view().reason())
        .contains("wal-budget", "./hayase restart %s".formatted(school.name()));
    assertThat(
            school.ask(
                "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'hayase_%s'"
                    .formatted(school.name())))
        .isEqualTo("0");
  }

  private String published() {
    return school.ask(
        "SELECT string_agg(schemaname || '.' || tablename, ', ' ORDER BY tablename)"
            + " FROM pg_publication_tables");
  }

  private static void awaitWarning(SourceCapture capture, String words) {
    Awaitility.await()
        .atMost(School.PATIENCE)
        .untilAsserted(() ->
            assertThat(capture.status().view().outlook().warnings().toString()).contains(words));
  }

  private static void awaitKind(SourceCapture capture, Kind kind) {
    Awaitility.await()
        .atMost(School.PATIENCE)
        .untilAsserted(() ->
            assertThat(capture.status().view().trouble().map(t -> t.failure().kind()))
                .as(() -> capture.status().view().toString())
                .contains(kind));
  }
}
