package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.SourceStatus.State;
import dev.hayase.event.order.CaptureOrder.SnapshotTable;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Columns with personal data: what is in them is nowhere but in the database.
class PersonalDataTest {
  private static final String COLUMNS =
      "public.*.email: hash, public.people.phone: mask, public.people.name: {truncate: 3},"
          + " public.*.note: drop, public.people.account: hash, public.people.photo: mask";

  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void theRawValueIsNowhereOutsideTheDatabase() throws IOException {
    // Given
    school
        .personal(COLUMNS)
        .sql(
            "CREATE TABLE people (email text PRIMARY KEY, phone text, name text, note text,"
                + " account bigint, photo bytea, plain text)",
            "ALTER TABLE people REPLICA IDENTITY FULL",
            "CREATE TABLE letters (id int PRIMARY KEY, email text, note text, plain text)",
            "ALTER TABLE letters ALTER email SET STORAGE EXTERNAL, ALTER note SET STORAGE EXTERNAL",
            "INSERT INTO people VALUES ('canary-email-1', 'canary-phone-1', 'abccanary-name-1',"
                + " 'canary-note-1', 83920174650011, 'canary-photo-1', 'found-1')",
            "INSERT INTO letters VALUES (1, repeat('canary-long-1', 500), repeat('canary-long-2', 500), 'x')");
    int port = FreePort.next();
    ChildProcess service = school.service(port);
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> Probe.state(port, school.name()).equals("streaming"));

    // When
    school.sql(
        "INSERT INTO people VALUES ('canary-email-2', 'canary-phone-2', 'abccanary-name-2',"
            + " 'canary-note-2', 83920174650012, 'canary-photo-2', 'found-2')",
        "UPDATE people SET phone = 'canary-phone-3', note = 'canary-note-3', account = 83920174650013"
            + " WHERE email = 'canary-email-2'",
        "UPDATE people SET email = 'canary-email-3' WHERE email = 'canary-email-2'",
        "DELETE FROM people WHERE email = 'canary-email-1'",
        "UPDATE letters SET plain = 'y'");
    school.awaitRecords("people", 7 + 2 * 3 - 1);
    school.awaitRecords("letters", 2 * 3 + 2);
    assertThat(school.answer(snapshot("people", Optional.empty()))).isEmpty();
    school.awaitRecords("people", 12 + 2 * 3 + 1);
    assertThat(school.answer(snapshot("people", Optional.of("note::int > 0")))).isEmpty();
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() ->
            Files.readString(service.log()).contains("22P02")
                || Probe.body(port, "capture").contains("22P02"));

    // Then
    String everything =
        Personal.everyTopic(school.bootstrapServers(), school.name())
            + Files.readString(service.log())
            + Probe.body(port, "capture")
            + Probe.body(port, "health")
            + Probe.body(port, "prometheus");
    assertThat(everything).contains("found-1", "found-2");
    for (String canary : List.of("canary-", "8392017465001", "nary-name")) {
      for (String form : Personal.forms(canary)) {
        assertThat(everything.contains(form)).as(form).isFalse();
      }
    }
    // As bytes that begin elsewhere than the encoded text does.
    assertThat(everything).doesNotContain("Y2FuYXJ5", "NhbmFye", "jYW5hcn");
  }

  @Test
  void whatStandsInPlaceOfAValueIsTheSameInSnapshotAndStream() {
    // Given
    school
        .personal(COLUMNS)
        .sql(
            "CREATE TABLE people (email text PRIMARY KEY, phone text, name text, note text,"
                + " account bigint, photo bytea, plain text)",
            "INSERT INTO people VALUES ('a@x', '1', 'Ada', 'n', 7, 'p', 'z')");
    school.streaming();

    // When
    school.sql(
        "INSERT INTO people VALUES ('b@x', NULL, 'Grace', 'n', 7, 'p', 'z')",
        "DELETE FROM people WHERE email = 'a@x'");
    List<Received> records =
        school.awaitRecords("people", 2 * 3 + 3).stream().filter(r -> !r.isControl()).toList();

    // Then
    String seven = Personal.hash("7");
    assertThat(records)
        .extracting(Received::change)
        .containsExactly(
            "r null {\"email\":\"%s\",\"phone\":\"***\",\"name\":\"Ada\",\"account\":\"%s\",\"photo\":\"***\",\"plain\":\"z\"}"
                .formatted(Personal.hash("a@x"), seven),
            "c null {\"email\":\"%s\",\"phone\":null,\"name\":\"Gra\",\"account\":\"%s\",\"photo\":\"***\",\"plain\":\"z\"}"
                .formatted(Personal.hash("b@x"), seven),
            "d {\"email\":\"%s\",\"phone\":null,\"name\":null,\"account\":null,\"photo\":null,\"plain\":null} null"
                .formatted(Personal.hash("a@x")));
    assertThat(records.getFirst().key())
        .isEqualTo(records.getLast().key())
        .isEqualTo("{\"email\":\"%s\"}".formatted(Personal.hash("a@x")));
    assertThat(school.schema(records.getFirst().header("hayase-schema")).columns())
        .containsExactly(
            Column.nullable("email", ColumnType.STRING),
            Column.nullable("phone", ColumnType.STRING),
            Column.nullable("name", ColumnType.STRING),
            Column.nullable("account", ColumnType.STRING),
            Column.nullable("photo", ColumnType.STRING),
            Column.nullable("plain", ColumnType.STRING));
  }

  @Test
  void aRuleThatDoesNothingOrTakesTheKeyAwayIsRefusedAtStart() {
    // Given
    school.sql("CREATE TABLE people (email text PRIMARY KEY, phone text)");

    // When, Then
    assertThat(refusal("public.people.phone: mask, public.*.fax: mask"))
        .isEqualTo(
            "sources.%s.personal.public.*.fax: 'mask' takes in no column of the source's tables that an"
                    .formatted(school.name())
                + " earlier pattern leaves. Write schema.table.column as the database shows it, or leave the"
                + " pattern out.");
    assertThat(refusal("public.people.e*: {truncate: 2}"))
        .contains("personal.public.people.e*: 'truncate: 2' takes in email of the primary key");
  }

  @Test
  void aColumnThatIsRenamedStopsTheSourceBeforeItsValuesTravel() {
    // Given
    school
        .personal("public.people.phone: hash")
        .sql(
            "CREATE TABLE people (id int PRIMARY KEY, phone text)",
            "INSERT INTO people VALUES (1, '1')");
    SourceCapture capture = school.streaming();

    // When
    school.sql(
        "ALTER TABLE people RENAME phone TO mobile",
        "INSERT INTO people VALUES (2, 'canary-renamed')");
    School.awaitState(capture, State.FAILED);

    // Then
    assertThat(capture.status().view().reason()).contains("personal.public.people.phone");
    assertThat(Personal.everyTopic(school.bootstrapServers(), school.name()))
        .doesNotContain("canary-renamed");
  }

  @Test
  void aMariaDbIsConcealedAlike() {
    try (Shop shop = Lab.mariadbShop()) {
      // Given
      shop.personal(
              "%1$s.people.email: hash, %1$s.people.phone: mask, %1$s.people.note: drop"
                  .formatted(shop.name()))
          .sql(
              "CREATE TABLE people (email varchar(40) PRIMARY KEY, phone int, note text, plain text)",
              "INSERT INTO people VALUES ('canary-maria-1', 839201, 'canary-maria-2', 'found-3')");
      shop.streaming();

      // When
      shop.sql(
          "UPDATE people SET phone = 839202, note = 'canary-maria-3'",
          "UPDATE people SET email = 'canary-maria-4'",
          "DELETE FROM people");
      List<Received> records = shop.awaitRecords("people", 7);

      // Then
      String everything = Personal.everyTopic(school.bootstrapServers(), shop.name());
      assertThat(everything)
          .contains("found-3")
          .doesNotContain("canary-maria")
          .doesNotContain("83920");
      assertThat(records.getLast().key())
          .isEqualTo("{\"email\":\"%s\"}".formatted(Personal.hash("canary-maria-4")));
    }
  }

  private String refusal(String columns) {
    SourceCapture capture = school.personal(columns).capture();
    School.awaitState(capture, State.FAILED);
    School.stop(capture);
    return capture.status().view().reason();
  }

  private SnapshotTable snapshot(String table, Optional<String> where) {
    return new SnapshotTable(new ChangeTopic(school.name(), "public", table), where);
  }
}
