package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.hayase.pipeline.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineProblemsTest {
  private static final String VALID =
      """
      version: 1
      kafka: {bootstrap-servers: "localhost:9092"}
      bigquery: {project: hayase-local, dataset: school}
      sources:
        school: {type: postgresql, host: localhost, database: school, username: hayase, password: "${PASSWORD}"}
      """;

  @TempDir Path folder;

  @Test
  void everyMistakeIsFoundInOnePass() throws IOException {
    // Given
    String yaml =
        """
        version: 2
        kafka:
          bootstrap-server: "localhost"
          partitions: 0
          properties: {acks: "1"}
        bigquery:
          project: P
          dataset: school
          endpoint: {rest: "localhost:9050", grpc: "localhost:9060"}
        sources:
          School:
            type: postgresql
            port: 70000
            database: school
            username: "${NOBODY}"
            password: hunter2
            tls: {mode: verify_ca}
            tables: public.*
        tables:
          scool.public.answers: {mode: append}
        loader: {memory: 1GiB, batch: {age: 200}}
        loader: {}
        """;

    // When
    List<String> problems =
        problemsOf(yaml).stream().map(p -> p.line() + " " + p.keyPath()).toList();

    // Then
    assertThat(problems)
        .containsExactly(
            "1 version",
            "3 kafka.bootstrap-server",
            "3 kafka.bootstrap-servers",
            "4 kafka.partitions",
            "5 kafka.properties.acks",
            "7 bigquery.project",
            "9 bigquery.endpoint.rest",
            "11 sources.School",
            "12 sources.School.host",
            "13 sources.School.port",
            "15 sources.School.username",
            "16 sources.School.password",
            "17 sources.School.tls.mode",
            "18 sources.School.tables",
            "20 tables.scool.public.answers.mode",
            "20 tables.scool.public.answers",
            "21 loader.batch.age",
            "22 loader");
  }

  @Test
  void aProblemNamesFileLineKeyValueAndRemedy() throws IOException {
    // Given
    String yaml = VALID + "loader: {memry: 1GiB}\n";

    // When
    InvalidPipelineException refusal = refusalOf(yaml);

    // Then
    assertThat(refusal)
        .hasMessage(
            folder.resolve("pipeline.yaml")
                + ":6: loader.memry: is no key that is known here. Did you mean memory? The keys"
                + " are memory, batch.");
  }

  @Test
  void aSecretInTheFileIsRefusedAndNotRepeated() throws IOException {
    // Given
    String yaml = VALID.replace("${PASSWORD}", "hunter2");

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.value()).isEqualTo("***");
          assertThat(problem.toString())
              .contains("sources.school.password")
              .contains("${NAME}")
              .doesNotContain("hunter2");
        });
  }

  @ParameterizedTest(name = "{0}: {1} is {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.bootstrap-servers       | bootstrap-servers: "localhost:9092" | bootstrap-servers: "localhost:99999"   | is not a list of addresses
          kafka.bootstrap-servers       | bootstrap-servers: "localhost:9092" | bootstrap-servers: [a, b]              | is a list where a single value belongs
          kafka.partitions              | localhost:9092"}                                  | localhost:9092", partitions: four}                   | is not a number of partitions
          kafka.replication-factor      | localhost:9092"}                                  | localhost:9092", replication-factor: 0}              | is not a number of replicas
          kafka.properties.group.id     | localhost:9092"}                                  | localhost:9092", properties: {group.id: mine}}       | is set by Hayase, whose promises rest on it
          kafka.properties.bootstrap.servers | localhost:9092"}                             | localhost:9092", properties: {bootstrap.servers: x}} | has a key of its own
          bigquery.dataset              | dataset: school                     | dataset: my-school                     | is not a dataset's name
          bigquery.dataset              | , dataset: school                   | , location: EU                         | is missing
          bigquery.endpoint.grpc        | dataset: school                     | dataset: school, endpoint: {rest: "http://localhost:9050"} | is missing
          bigquery.endpoint.rest        | dataset: school                     | dataset: school, endpoint: {rest: "ftp://x", grpc: "x:1"}  | is not an address
          sources.school.type           | type: postgresql                    | type: postgres                         | is not one of the values allowed here
          sources.school.host           | host: localhost,                    | host: ,                                | is missing
          sources.school.port           | host: localhost                     | host: localhost, port: -1              | is not a port
          sources.school.slot           | host: localhost                     | host: localhost, slot: My-Slot         | is not a slot's name
          sources.school.wal-budget.size | host: localhost                    | host: localhost, wal-budget: {size: 50} | is not a size
          sources.school.wal-budget.when-passed | host: localhost              | host: localhost, wal-budget: {size: 1GiB, when-passed: stop} | is not one of the values allowed here
          sources.school.tables         | host: localhost                     | host: localhost, tables: []            | takes no table in
          sources.school.personal.email | host: localhost                     | host: localhost, personal: {email: mask} | is not a column pattern
          sources.school.personal.public.users.email | host: localhost        | host: localhost, personal: {public.users.email: hide} | is not one of the values allowed here
          sources.school.personal.public.users.email | host: localhost        | host: localhost, personal: {public.users.email: hash} | hashes personal data without a key
          sources.school.personal.public.users.email.truncate | host: localhost | host: localhost, personal: {public.users.email: {truncate: 0}} | is not a number of characters
          sources.school.tables[1]      | host: localhost                     | host: localhost, tables: [a.b, c]      | is not a table pattern
          sources.school.tls.mode       | host: localhost                     | host: localhost, tls: {mode: verify-ca} | needs root-certificate beside it, or there is nothing to verify against
          sources.school.tls.root-certificate | host: localhost               | host: localhost, tls: {root-certificate: absent.pem} | is not a readable file
          sources.school.tls.client-key | host: localhost                     | host: localhost, tls: {client-key: pipeline.yaml} | is one half of a pair
          sources.school.username       | username: hayase                    | username: "${SCHOOL_USER}"             | needs the environment variable SCHOOL_USER, which is not set
          sources.school.username       | username: hayase                    | username: "${EMPTY}"                   | needs the environment variable EMPTY, which is empty
          sources.school.username       | username: hayase                    | username: "${SCHOOL USER}"             | holds ${SCHOOL USER}, which names neither a variable nor a file
          sources.logs                  | school: {                           | logs: {                                | is not a source's name
          sources.my-school             | school: {                           | my-school: {                           | is not a source's name
          """)
  void aWrongValueIsNamedWithWhatIsWrong(String keyPath, String valid, String wrong, String problem)
      throws IOException {
    // Given
    String yaml = VALID.replace(valid, wrong);

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems).extracting(Problem::keyPath).containsExactly(keyPath);
    assertThat(problems).extracting(Problem::problem).containsExactly(problem);
    assertThat(problems).extracting(Problem::remedy).allSatisfy(r -> assertThat(r).isNotBlank());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          answers                | {mode: history}             | is not a table's full name
          shop.public.answers    | {mode: history}             | begins with shop, which is no source of this file
          school.private.answers | {mode: history}             | is a table that its source does not capture (public.*)
          school.public.answers  | {mode: historic}            | is not one of the values allowed here
          school.public.answers  | {table: "a/b"}              | is not a BigQuery table's name
          school.public.answers  | {dataset: "a b"}            | is not a dataset's name
          school.public.answers  | {cluster-by: [a,b,c,d,e]}   | names 5 columns
          school.public.answers  | {cluster-by: [a,a]}         | names a column twice
          school.public.answers  | mirror                      | is a single value where a group of keys belongs
          school.public.answers  | {delivery: exactly-once}    | is for tables that append, and this one is a mirror
          school.public.answers  | {mode: history, on-truncate: halt} | is for mirrors, and this table appends
          school.public.answers  | {mode: append}              | is not one of the values allowed here
          school.public.answers  | {priority: urgent}          | is not one of the values allowed here
          school.public.answers  | {on-type-conflict: wide}    | is not one of the values allowed here
          """)
  void aWrongTableIsNamedWithWhatIsWrong(String name, String settings, String problem)
      throws IOException {
    // Given
    String yaml = VALID + "tables:\n  " + name + ": " + settings + "\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems).extracting(Problem::problem).containsExactly(problem);
    assertThat(problems).extracting(Problem::line).containsExactly(7);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          logs.clicks            | {}                             | is missing
          logs.clicks            | {format: csv}                  | is not one of the values allowed here
          logs.clicks            | {format: json, schema: absent} | is not a readable file
          logs.clicks            | {format: json, mode: history}  | does not go with json, whose documents say nothing of changes
          logs.clicks            | {format: json, mode: mirror, key: [id]} | needs schema and key beside it
          logs.clicks            | {format: json, key: [id]}      | is for mirrors, and this table appends
          logs.clicks            | {format: json, unknown-fields: ignore} | is for json with a schema
          logs.clicks            | {format: json, integer-times: seconds} | is for json with a schema
          logs.clicks            | {format: json, order: kafka}   | is for the changes of another capture
          logs.clicks            | {format: json, epochs: ["2026-11-23T10:00:00Z"]} | is for the changes of another capture
          dbserver.stock.items   | {format: debezium, order: lsn} | is not one of the values allowed here
          dbserver.stock.items   | {format: debezium, epochs: [yesterday]} | is no moment since 1970
          dbserver.stock.items   | {format: debezium, epochs: ["2026-11-23T10:00:00"]} | is no moment since 1970
          dbserver.stock.items   | {format: debezium, epochs: ["1969-11-23T10:00:00Z"]} | is no moment since 1970
          dbserver.stock.items   | {format: debezium, epochs: 2026-11-23T10:00:00Z} | is a single value where a list belongs
          dbserver.stock.items   | {format: debezium, epochs: [2026-11-24T10:00:00Z, 2026-11-23T10:00:00Z]} | is not in order
          dbserver.stock.items   | {format: debezium-flat, epochs: [2026-11-24T10:00:00Z, 2026-11-24T19:00:00+09:00]} | is not in order
          logs.clicks            | {format: avro}                 | is in avro and there is no registry
          dbserver.stock.items   | {format: debezium, mode: append} | does not go with Debezium's changes
          dbserver.stock.items   | {format: debezium, delivery: at-least-once} | is for tables that append, and this one is a mirror
          school.public.answers  | {format: debezium}             | begins with school, whose topics Hayase writes itself
          hayase.settings        | {format: json}                 | is one of Hayase's own topics
          logs.clicks.dlt        | {format: json}                 | is one of Hayase's own topics
          "log clicks"           | {format: json}                 | is not a topic's name
          """)
  void aWrongTopicIsNamedWithWhatIsWrong(String name, String settings, String problem)
      throws IOException {
    // Given
    String yaml = VALID + "topics:\n  " + name + ": " + settings + "\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems).extracting(Problem::problem).containsExactly(problem);
    assertThat(problems).extracting(Problem::line).containsExactly(7);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {url: "registry:8081"}                         | is not an address
          {url: "http://me:pass@registry:8081"}          | is not an address
          {url: "http://registry:8081", username: me}    | is one half of a pair
          {url: "http://registry:8081", password: "${PASSWORD}"} | is one half of a pair
          {username: me, password: "${PASSWORD}"}        | is missing
          """)
  void aWrongRegistryIsNamedWithWhatIsWrong(String registry, String problem) throws IOException {
    // Given
    String yaml = VALID + "registry: " + registry + "\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems).extracting(Problem::problem).containsExactly(problem);
  }

  @Test
  void topicsNeedNoSourcesAndNothingAtAllIsRefused() throws IOException {
    // Given
    String nothing = VALID.substring(0, VALID.indexOf("sources:"));
    Path topicsOnly = write(nothing + "topics: {logs.clicks: {format: json}}\n");

    // When
    Pipeline pipeline = PipelineFile.read(topicsOnly, _ -> null);
    List<Problem> problems = problemsOf(nothing);

    // Then
    assertThat(pipeline.sources()).isEmpty();
    assertThat(pipeline.table("logs.clicks").table()).contains("clicks");
    assertThat(problems)
        .extracting(Problem::problem)
        .containsExactly("names neither sources nor topics nor streams");
  }

  @ParameterizedTest(name = "{0} in {1} becomes {2}")
  @CsvSource({
    "logs.clicks, json, clicks",
    "agg.daily, json, daily",
    "shop.orders.v2, json, shop__orders__v2",
    "server.public.orders, debezium, orders",
    "server.billing.orders, debezium-flat, billing__orders",
    "server.billing.orders, json, server__billing__orders",
  })
  void aTopicsTableHasANameOfItsOwn(String topic, String format, String table) throws IOException {
    // Given
    Path file = write(VALID + "topics: {" + topic + ": {format: " + format + "}}\n");

    // When
    Pipeline pipeline = PipelineFile.read(file, Map.of("PASSWORD", "p")::get);

    // Then
    assertThat(pipeline.table(topic).table()).contains(table);
  }

  @Test
  void aTopicAndATableMustNotGoToOneTarget() throws IOException {
    // Given
    String yaml =
        VALID
            + """
            tables: {school.public.answers: {mode: history}}
            topics: {logs.answers: {format: json}}
            """;

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .extracting(Problem::keyPath, Problem::problem)
        .containsExactly(
            tuple(
                "topics.logs.answers",
                "goes to the BigQuery table school.answers, and so does school.public.answers"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {memory: 1}                               | is not a size
          {memory: 1 MEG}                           | is not a size
          {memory: 8MiB}                            | is less than four batches of 4MiB
          {memory: 999999999999GiB}                 | is more than any machine has
          {batch: {bytes: 10MiB}}                   | is no size for a batch
          {batch: {bytes: 1B}}                      | is no size for a batch
          {batch: {rows: 0}}                        | is not a number of rows
          {batch: {age: 0ms}}                       | is not a duration from 1ms to 1h
          {batch: {age: 2h}}                        | is not a duration from 1ms to 1h
          {batch: {age: 200}}                       | is not a duration from 1ms to 1h
          """)
  void aWrongSizeOrDurationIsNamed(String loader, String problem) throws IOException {
    // Given
    String yaml = VALID + "loader: " + loader + "\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems).extracting(Problem::problem).containsExactly(problem);
  }

  @Test
  void twoTablesMustNotGoToOneTarget() throws IOException {
    // Given
    String yaml =
        VALID
            + """
            tables:
              school.public.answers: {mode: history}
              school.public.replies: {table: answers}
            """;

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.keyPath()).isEqualTo("tables.school.public.replies");
          assertThat(problem.problem())
              .isEqualTo(
                  "goes to the BigQuery table school.answers, and so does school.public.answers");
        });
  }

  @Test
  void settingsAreFoundByTheTopicOfATableWhateverItsName() throws IOException {
    // Given
    Path file = write(VALID + "tables:\n  \"school.public.Order Items.v2\": {mode: history}\n");

    // When
    Pipeline pipeline = PipelineFile.read(file, Map.of("PASSWORD", "p")::get);

    // Then
    assertThat(pipeline.table("school.public.Order-20Items-2Ev2").mode())
        .isEqualTo(TableSettings.Mode.HISTORY);
    assertThat(pipeline.table("school.public.answers")).isEqualTo(TableSettings.DEFAULT);
  }

  @Test
  void aTableWhoseNameFitsNoTopicIsRefused() throws IOException {
    // Given
    String yaml = VALID + "tables:\n  school.public." + "x".repeat(250) + ": {mode: history}\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.problem()).startsWith("cannot be a topic or a table: "));
  }

  @Test
  void twoSourcesMustNotShareASlot() throws IOException {
    // Given
    String yaml =
        VALID
            + "  archive: {type: postgresql, host: localhost, database: archive, username: hayase,"
            + " password: \"${PASSWORD}\", slot: hayase_school}\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .extracting(Problem::keyPath, Problem::problem)
        .containsExactly(
            tuple(
                "sources.archive",
                "has the same slot on the same server as sources.school: each would take the"
                    + " other's changes"));
  }

  @Test
  void aDuplicateKeyNamesBothLines() throws IOException {
    // Given
    String yaml = VALID + "kafka: {bootstrap-servers: \"other:9092\"}\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .extracting(Problem::line, Problem::keyPath, Problem::problem)
        .containsExactly(
            tuple(6, "kafka", "stands here for the second time; the first is in line 2"));
  }

  @Test
  void brokenYamlNamesItsLine() throws IOException {
    // Given
    String yaml = VALID + "loader: {memory: 1GiB\n";

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.problem()).startsWith("is not YAML: "));
    assertThat(problems).extracting(Problem::line).containsExactly(7);
  }

  @Test
  void aFileThatIsEmptyOrAbsentOrNoTextSaysSo() throws IOException {
    // Given
    Path binary =
        Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF});
    Path empty = Files.writeString(folder.resolve("empty.yaml"), "# nothing\n");
    Path control =
        Files.write(folder.resolve("control.yaml"), "a: \u0001".getBytes(StandardCharsets.UTF_8));

    // When
    List<String> problems =
        List.of(
            refusalOf(binary).problems().getFirst().problem(),
            refusalOf(empty).problems().getFirst().problem(),
            refusalOf(control).problems().getFirst().problem(),
            refusalOf(folder).problems().getFirst().problem(),
            refusalOf(folder.resolve("absent.yaml")).problems().getFirst().problem());

    // Then
    assertThat(problems)
        .containsExactly(
            "is not text in UTF-8",
            "is empty",
            "holds a character that YAML does not allow",
            "cannot be read",
            "does not exist");
  }

  @Test
  void aReferenceWithTwoDollarsStandsForItself() throws IOException {
    // Given
    Path file = write(VALID.replace("username: hayase", "username: \"a$${B}\""));

    // When
    Pipeline pipeline = PipelineFile.read(file, Map.of("PASSWORD", "p")::get);

    // Then
    assertThat(pipeline.sources())
        .extracting(s -> ((PostgresSource) s).username())
        .containsExactly("a${B}");
  }

  @Test
  void aSecretFromAFileLosesItsLastLineEndAndNothingElse() throws IOException {
    // Given
    Files.writeString(folder.resolve("password"), "two words \n\n");
    Path file = write(VALID.replace("${PASSWORD}", "${file:password}"));

    // When
    Pipeline pipeline = PipelineFile.read(file, _ -> null);

    // Then
    assertThat(pipeline.source("school"))
        .hasValueSatisfying(source ->
            assertThat(((PostgresSource) source).password()).isEqualTo(new Secret("two words \n")));
  }

  @Test
  void aDatabasesPasswordIsWhatItsFileHoldsNowAndWhatItHeldWhileThereIsNone() throws IOException {
    // Given
    Path secret = Files.writeString(folder.resolve("password"), "first\n");
    Path file = write(VALID.replace("${PASSWORD}", "${file:password}"));
    Secret password =
        ((PostgresSource) PipelineFile.read(file, _ -> null).source("school").orElseThrow())
            .password();

    // When
    Files.writeString(secret, "second\n");

    // Then
    assertThat(password.value()).isEqualTo("second");
    Files.delete(secret);
    assertThat(password.value()).isEqualTo("first");
  }

  @Test
  void aSecretFileThatCannotBeReadIsNamed() throws IOException {
    // Given
    String yaml = VALID.replace("${PASSWORD}", "${file:absent}");

    // When
    List<Problem> problems = problemsOf(yaml);

    // Then
    assertThat(problems)
        .extracting(Problem::keyPath, Problem::problem)
        .containsExactly(
            tuple(
                "sources.school.password",
                "needs the file "
                    + folder.resolve("absent")
                    + ", which cannot be read (NoSuchFileException)"));
  }

  @Test
  void nestingWithoutEndIsRefusedAndNotFollowed() throws IOException {
    // Given
    String yaml = VALID + "loader: " + "[".repeat(100) + "]".repeat(100) + "\n";
    String alias = VALID + "tables: &t {school.public.answers: *t}\n";

    // When
    List<Problem> problems = List.of(problemsOf(yaml).getFirst(), problemsOf(alias).getFirst());

    // Then
    assertThat(problems)
        .extracting(Problem::problem)
        .satisfiesExactly(
            deep -> assertThat(deep).startsWith("is not YAML that can be read: Nesting Depth"),
            endless -> assertThat(endless).isEqualTo("is no key that is known here"));
  }

  private List<Problem> problemsOf(String yaml) throws IOException {
    return refusalOf(yaml).problems();
  }

  private InvalidPipelineException refusalOf(String yaml) throws IOException {
    return refusalOf(write(yaml));
  }

  private InvalidPipelineException refusalOf(Path file) {
    return catchThrowableOfType(
        InvalidPipelineException.class,
        () -> PipelineFile.read(file, Map.of("PASSWORD", "s3cret", "EMPTY", "")::get));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("pipeline.yaml"), yaml);
  }
}
