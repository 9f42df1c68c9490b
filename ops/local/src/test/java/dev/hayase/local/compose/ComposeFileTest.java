package dev.hayase.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.LocalPostgres;
import dev.hayase.pipeline.BigQueryTarget.Endpoint;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.PostgresSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// There need be no Docker engine where this project is built, so the files are checked as text
/// against what the services read, the build makes and the other images document.
class ComposeFileTest {
  private static final Path HOME =
      Path.of(System.getProperty("hayase.home", "../..")).toAbsolutePath().normalize();
  private static final Pattern MAIN_CLASS = Pattern.compile("\"(dev\\.hayase\\.[A-Za-z0-9.]+)\"");
  private static final Pattern LISTENER = Pattern.compile("([A-Z]+)://([a-z]*):([0-9]+)");

  private final ComposeFile compose;
  private final DockerStages stages;

  ComposeFileTest() throws IOException {
    compose = ComposeFile.read(HOME.resolve("docker-compose.yml"));
    stages = DockerStages.read(HOME.resolve("Dockerfile"));
  }

  @Test
  void everyPartOfTheSystemIsThere() {
    assertThat(compose.services())
        .containsOnlyKeys(
            "aggregation-service",
            "kafka",
            "postgres",
            "bigquery-emulator",
            "cdc-service",
            "loader-service",
            "log-service",
            "workload");
  }

  @Test
  void everyServiceIsAnImageOfOthersOrAStageOfTheDockerfile() {
    assertThat(compose.services().values())
        .allSatisfy(service -> {
          assertThat(service.image()).as(service.name()).isPresent();
          service.target().ifPresent(stage -> assertThat(stages.byName()).containsKey(stage));
        });
  }

  @Test
  void whoWaitsForAnotherToBeHealthyWaitsForSomethingThatCanBe() {
    assertThat(compose.services().values())
        .allSatisfy(service ->
            assertThat(service.dependsOn())
                .allSatisfy((other, condition) -> {
                  assertThat(condition).isEqualTo("service_healthy");
                  assertThat(compose.service(other).healthcheck()).as(other).isPresent();
                }));
  }

  @Test
  void nothingStartsBeforeWhatItReads() {
    assertThat(compose.service("cdc-service").dependsOn())
        .containsOnlyKeys("kafka", "postgres", "workload");
    assertThat(compose.service("workload").dependsOn())
        .containsOnlyKeys("postgres", "loader-service");
    assertThat(compose.service("loader-service").dependsOn())
        .containsOnlyKeys("kafka", "bigquery-emulator");
    assertThat(compose.service("log-service").dependsOn()).containsOnlyKeys("kafka");
  }

  @Test
  void theSchoolIsThereBeforeItIsCaptured() {
    // Given
    ComposeService workload = compose.service("workload");

    // When
    List<String> command = workload.command();

    // Then
    String option = "--ready-file=";
    String file =
        command.stream()
            .filter(word -> word.startsWith(option))
            .findFirst()
            .orElse("")
            .replace(option, "");
    assertThat(workload.healthcheck())
        .hasValueSatisfying(check -> assertThat(check.command()).isEqualTo("CMD test -f " + file));
  }

  @Test
  void portsOutsideAreTakenOnce() {
    assertThat(compose.services().values().stream().flatMap(s -> s.ports().stream()).toList())
        .allMatch(port -> port.matches("[0-9]+:[0-9]+"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cdc-service", "loader-service", "log-service"})
  void aServiceServesItsHealthOnThePortThatIsPublishedAndChecked(String name) {
    // Given
    ComposeService service = compose.service(name);

    // When
    String port = service.variable("SERVER_PORT");

    // Then
    assertThat(service.ports()).containsExactly(port + ":" + port);
    assertThat(stages.of(name)).contains("EXPOSE " + port);
    assertThat(service.healthcheck())
        .hasValueSatisfying(check ->
            assertThat(check.command())
                .isEqualTo(
                    "CMD curl --fail --silent http://localhost:"
                        + port
                        + "/actuator/health/readiness"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cdc-service", "loader-service", "log-service", "workload"})
  void thePipelineFileIsMountedWhereItIsReadAndIsValidWithTheContainersEnvironment(String name) {
    // Given
    ComposeService service = compose.service(name);
    String[] mount = service.volumes().getFirst().split(":", -1);

    // When
    Pipeline pipeline = PipelineFile.read(HOME.resolve(mount[0]), service.environment()::get);

    // Then
    assertThat(mount).hasSize(3).endsWith("ro");
    assertThat(service.variable("HAYASE_PIPELINE") + String.join(" ", service.command()))
        .contains(mount[1]);
    assertThat(pipeline.kafka().bootstrapServers()).isEqualTo("kafka:9092");
  }

  @Test
  void thePipelineNamesTheContainersAndTheirPorts() {
    // Given
    ComposeService emulator = compose.service("bigquery-emulator");
    ComposeService postgres = compose.service("postgres");

    // When
    Pipeline pipeline = pipeline();

    // Then
    assertThat(pipeline.bigquery().endpoint())
        .contains(
            new Endpoint(
                URI.create("http://" + emulator.name() + ":9050"), emulator.name() + ":9060"));
    assertThat(emulator.ports()).containsExactly("9050:9050", "9060:9060");
    assertThat(String.join(" ", emulator.command()))
        .contains("--rest-port 9050", "--grpc-port 9060");
    assertThat(stages.of("bigquery-emulator")).contains("EXPOSE 9050 9060");
    assertThat(emulator.healthcheck())
        .hasValueSatisfying(check ->
            assertThat(check.command())
                .endsWith("/bigquery/v2/projects/" + pipeline.bigquery().project() + "/datasets"));
    assertThat(pipeline.sources())
        .singleElement()
        .isInstanceOfSatisfying(
            PostgresSource.class,
            source -> {
              assertThat(source.host()).isEqualTo(postgres.name());
              assertThat(source.port()).isEqualTo(5432);
              assertThat(source.database()).isEqualTo(postgres.variable("POSTGRES_DB"));
              assertThat(source.username()).isEqualTo(postgres.variable("POSTGRES_USER"));
              assertThat(source.password().value())
                  .isEqualTo(postgres.variable("POSTGRES_PASSWORD"));
            });
  }

  @Test
  void postgresDecodesItsLogAsTheLocalPlatformsDoes() {
    // Given
    ComposeService postgres = compose.service("postgres");

    // When
    String command = String.join(" ", postgres.command());

    // Then
    assertThat(LocalPostgres.LOGICAL)
        .allSatisfy((name, value) -> assertThat(command).contains("-c " + name + "=" + value));
    assertThat(postgres.image()).contains("postgres:18");
    assertThat(postgres.healthcheck())
        .hasValueSatisfying(check ->
            assertThat(check.command())
                .isEqualTo(
                    "CMD pg_isready --host localhost --username %s --dbname %s"
                        .formatted(
                            postgres.variable("POSTGRES_USER"), postgres.variable("POSTGRES_DB"))));
  }

  @Test
  void kafkaIsTheVersionOfTheClientsAndReachableFromInsideAndOutside() {
    // Given
    ComposeService kafka = compose.service("kafka");

    // When
    List<String> advertised = listeners(kafka.variable("KAFKA_ADVERTISED_LISTENERS"));
    List<String> opened = listeners(kafka.variable("KAFKA_LISTENERS"));

    // Then
    assertThat(kafka.image()).contains("apache/kafka:" + AppInfoParser.getVersion());
    assertThat(advertised).containsExactly("INSIDE kafka 9092", "OUTSIDE localhost 29092");
    assertThat(opened).containsExactly("INSIDE  9092", "OUTSIDE  29092", "CONTROLLER  9093");
    assertThat(kafka.variable("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP").split(",", -1))
        .containsExactly("INSIDE:PLAINTEXT", "OUTSIDE:PLAINTEXT", "CONTROLLER:PLAINTEXT");
    assertThat(kafka.variable("KAFKA_CONTROLLER_QUORUM_VOTERS"))
        .isEqualTo(kafka.variable("KAFKA_NODE_ID") + "@kafka:9093");
    assertThat(kafka.ports()).containsExactly("29092:29092");
    assertThat(kafka.healthcheck())
        .hasValueSatisfying(check ->
            assertThat(check.command())
                .isEqualTo(
                    "CMD /opt/kafka/bin/kafka-broker-api-versions.sh --bootstrap-server kafka:9092"));
  }

  @ParameterizedTest
  @CsvSource({
    "cdc-service, cdc-service",
    "loader-service, loader-service",
    "log-service, log-service",
    "bigquery-emulator, ops/bigquery-emulator",
    "cli, ops/cli"
  })
  void aStageCopiesWhatItsModulesBuildMakes(String stage, Path module) throws IOException {
    // Given
    String pom = Files.readString(HOME.resolve(module).resolve("pom.xml"));
    String artifact = module.getFileName().toString();

    // When
    List<Path> copied = stages.copied(stage);

    // Then
    assertThat(pom).contains("<artifactId>maven-dependency-plugin</artifactId>");
    assertThat(copied)
        .containsExactly(
            module.resolve("target/" + artifact + ".jar"), module.resolve("target/lib"));
    Matcher main = MAIN_CLASS.matcher(stages.entrypoint(stage));
    assertThat(main.find()).as(stages.entrypoint(stage)).isTrue();
    assertThat(HOME.resolve(module).resolve("src/main/java"))
        .satisfies(sources ->
            assertThat(sources.resolve(main.group(1).replace('.', '/') + ".java")).exists());
  }

  @Test
  void everythingIsBuiltAndRunOnTheJavaOfTheBuild() {
    assertThat(stages.of("build")).contains("FROM eclipse-temurin:25-jdk AS build");
    assertThat(stages.of("build"))
        .anyMatch(line ->
            line.startsWith("RUN ") && line.endsWith("./mvnw --batch-mode -Dquick package"));
    assertThat(stages.of("runtime"))
        .contains("FROM eclipse-temurin:25-jre AS runtime", "USER hayase");
    assertThat(stages.byName().keySet()).startsWith("build", "runtime");
    assertThat(stages.byName().values().stream().skip(2).map(List::getFirst))
        .allMatch(from -> from.startsWith("FROM runtime AS "));
  }

  private Pipeline pipeline() {
    Map<String, String> environment = compose.service("loader-service").environment();
    return PipelineFile.read(HOME.resolve("ops/local/compose/pipeline.yaml"), environment::get);
  }

  private static List<String> listeners(String text) {
    return LISTENER
        .matcher(text)
        .results()
        .map(r -> r.group(1) + " " + r.group(2) + " " + r.group(3))
        .toList();
  }
}
