package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.SourceStatus.State;
import dev.hayase.local.LocalPostgres;
import dev.hayase.local.process.FreePort;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong is said with its remedy, and what is mended heals without a restart.
class TroubleTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void aWrongPasswordIsSaidAndHealsWhenItIsRight() {
    // Given
    school.sql(
        "CREATE ROLE pupil_%s LOGIN REPLICATION SUPERUSER PASSWORD 'right'"
            .formatted(school.name()),
        "CREATE TABLE steps (id int PRIMARY KEY)");
    SourceCapture capture = school.role("pupil_" + school.name(), "wrong").capture();
    awaitReason(
        capture,
        "sources.%s.password: '***' is refused for role 'pupil_%s'. Write the role's password: into its"
            + " file, which is read at each try, or into its variable, and restart the service.");

    // When
    school.sql("ALTER ROLE pupil_%s PASSWORD 'wrong'".formatted(school.name()));

    // Then
    School.awaitState(capture, State.STREAMING);
    assertThat(capture.status().view().reason()).isEmpty();
  }

  @Test
  void missingPrivilegesAreSaidOneByOne() {
    // Given
    String role = "pupil_" + school.name();
    school.sql(
        "CREATE ROLE %s LOGIN PASSWORD 'p'".formatted(role),
        "CREATE TABLE steps (id int PRIMARY KEY)");
    SourceCapture capture = school.role(role, "p").capture();

    // When
    awaitReason(
        capture,
        "sources.%s.username: 'pupil_%s' may not replicate. Run, as superuser: ALTER ROLE \"pupil_%s\""
            + " REPLICATION.");
    school.sql("ALTER ROLE %s REPLICATION".formatted(role));
    awaitReason(
        capture,
        "sources.%s.tables: 'public.*' leaves no table to capture. %s.public.steps: The role may not read"
            + " it. Run: GRANT SELECT ON public.steps TO \"pupil_%s\";.");
    school.sql("GRANT SELECT ON steps TO " + role);
    awaitReason(
        capture,
        "sources.%1$s.publication: 'hayase_%1$s' cannot be set by role 'pupil_%1$s' (ERROR: permission denied"
            + " for database %1$s). Run, as the tables' owner with CREATE on the database: CREATE PUBLICATION"
            + " \"hayase_%1$s\" FOR TABLE \"public\".\"steps\" WITH (publish = 'insert, update, delete,"
            + " truncate', publish_via_partition_root = true, publish_generated_columns = stored);.");
    school.sql(
        "CREATE PUBLICATION hayase_%s FOR TABLE steps WITH (publish_via_partition_root = true, publish_generated_columns = stored)"
            .formatted(school.name()));

    // Then
    School.awaitState(capture, State.STREAMING);
  }

  @Test
  void aDatabaseWithoutTablesIsSaidAndHealsWhenThereIsOne() {
    // Given
    SourceCapture capture = school.capture();
    awaitReason(
        capture,
        "sources.%1$s.tables: 'public.*' matches no table of database '%1$s'. Create the tables, or correct"
            + " the patterns.");

    // When
    school.sql("CREATE TABLE steps (id int PRIMARY KEY)");

    // Then
    School.awaitState(capture, State.STREAMING);
  }

  @Test
  void aServerThatDoesNotLogChangesIsNamedWithTheStatementThatHelps(@TempDir Path folder) {
    // Given
    try (LocalPostgres unfit =
        LocalPostgres.start(folder, folder.resolve("log"), Map.of("wal_level", "replica"))) {
      School elsewhere = new School("unfit", unfit, Lab.broker());

      // When
      SourceCapture capture = elsewhere.capture();

      // Then
      School.awaitState(capture, State.FAILED);
      assertThat(capture.status().view().reason())
          .isEqualTo(
              "sources.unfit.host: 'localhost' has wal_level 'replica', which does not log what changed. Run, as"
                  + " superuser: ALTER SYSTEM SET wal_level = logical; then restart the server.");
      elsewhere.close();
    }
  }

  @Test
  void aDatabaseThatIsAwayIsWaitedForAndNothingIsLost(@TempDir Path folder) {
    // Given
    try (LocalPostgres shaky = LocalPostgres.start(folder)) {
      School elsewhere = new School("shaky", shaky, Lab.broker());
      elsewhere.sql("CREATE TABLE steps (id int PRIMARY KEY)", "INSERT INTO steps VALUES (1)");
      SourceCapture capture = elsewhere.streaming();
      elsewhere.sql("INSERT INTO steps VALUES (2)");

      // When
      shaky.stop();
      School.awaitState(capture, State.STARTING);
      assertThat(capture.status().view().reason()).isNotEmpty();
      shaky.restart();
      elsewhere.sql("INSERT INTO steps VALUES (3)");

      // Then
      School.awaitState(capture, State.STREAMING);
      Awaitility.await().atMost(School.PATIENCE).until(() -> elsewhere.count("steps") >= 9);
      assertThat(elsewhere.records("steps"))
          .filteredOn(r -> !r.isControl())
          .extracting(r -> r.value().get("after").get("id").asInt())
          .containsExactly(1, 2, 3);
      elsewhere.close();
    }
  }

  @Test
  void aBrokerThatWasKilledIsWaitedForAndNothingIsLostOrDoubled() {
    // Given
    school.partitions(1).sql("CREATE TABLE steps (id int PRIMARY KEY)");
    school.streaming();
    school.sql("INSERT INTO steps SELECT generate_series(1, 3000)");

    // When
    Lab.broker().kill();
    school.sql("INSERT INTO steps SELECT generate_series(3001, 6000)");
    Lab.broker().restart();

    // Then
    assertThat(school.awaitRecords("steps", 6_002).subList(2, 6_002))
        .extracting(r -> r.value().get("after").get("id").asInt())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 6_000).boxed().toList());
  }

  @Test
  void anAddressWhereNobodyListensIsTriedAgain() {
    // Given
    SourceCapture capture = school.port(FreePort.next()).capture();

    // When
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> capture.status().view().reason().contains("refused"));

    // Then
    assertThat(capture.status().view().state()).isEqualTo(State.STARTING);
  }

  private void awaitReason(SourceCapture capture, String pattern) {
    String reason = pattern.replace("%1$s", "%s").replace("%s", school.name());
    Awaitility.await()
        .atMost(School.PATIENCE)
        .untilAsserted(() -> assertThat(capture.status().view().reason()).isEqualTo(reason));
  }
}
