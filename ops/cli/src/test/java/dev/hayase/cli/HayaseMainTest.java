package dev.hayase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HayaseMainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine hayase =
      HayaseMain.commandLine()
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true))
          .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "verify",
        "up",
        "validate",
        "workload",
        "tune",
        "replay",
        "dead-letters",
        "keys",
        "quarantine"
      })
  void everyCommandExplainsItself(String command) {
    // When
    int status = hayase.execute(command, "--help");

    // Then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("Usage: hayase " + command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate          | turns nothing. Write knob=value, as rate=5MiB",
        "pasued=true   | pasued is no knob. Did you mean paused?",
        "rate=default --for 2h | --for goes with knobs that are turned: name one",
      })
  void whatTurnsNoKnobIsRefusedBeforeAnythingIsAsked(String arguments, String complaint) {
    // When
    int status = hayase.execute(("tune t " + arguments).split(" "));

    // Then
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains(complaint);
  }

  @Test
  void theEmulatorsOptionsAreTheEmulatorsToRead() {
    // When
    CommandLine.ParseResult parsed =
        hayase.parseArgs("emulator", "--data", "folder", "--rest-port", "0", "--help");

    // Then
    assertThat(((EmulatorCommand) parsed.subcommand().commandSpec().userObject()).options())
        .containsExactly("--data", "folder", "--rest-port", "0", "--help");
  }

  @Test
  void aFileWithMistakesNamesThemAllAndEndsAsABadConfiguration() throws IOException {
    // Given
    Path file =
        file("kafka: {bootstrap-server: \"localhost:9092\"}\nbigquery: {project: hayase-local}\n");

    // When
    int status = hayase.execute("validate", file.toString());

    // Then
    assertThat(status).isEqualTo(78);
    assertThat(err.toString().lines())
        .containsExactly(
            file
                + ":1: kafka.bootstrap-server: is no key that is known here. Did you mean"
                + " bootstrap-servers? The keys are bootstrap-servers, partitions,"
                + " replication-factor, properties.",
            file
                + ":1: kafka.bootstrap-servers: is missing. Write bootstrap-servers: addresses"
                + " `host:port`, separated by commas.",
            file
                + ":1: names neither sources nor topics nor streams. Write sources: the databases"
                + " to capture, topics: what others write, or streams: what the log-service takes.",
            file + ":2: bigquery.dataset: is missing. Write dataset: a dataset's name.");
  }

  @Test
  void aFileThatIsNotThereEndsAsABadConfiguration() {
    // Given
    Path file = folder.resolve("absent.yaml");

    // When
    int status = hayase.execute("validate", file.toString());

    // Then
    assertThat(status).isEqualTo(78);
    assertThat(err.toString().lines())
        .containsExactly(
            file + ": does not exist. Correct the path, or let this process read the file.");
  }

  @Test
  void aValidFileEndsWell() throws IOException {
    // Given
    Path password = Files.writeString(folder.resolve("password"), "s3cret");
    Path file = file(valid(password, "school"));

    // When
    int status = hayase.execute("validate", file.toString());

    // Then
    assertThat(List.of(status, err.toString())).containsExactly(0, "");
  }

  @Test
  void theWorkloadKnowsOneSourceOnly() throws IOException {
    // Given
    Path password = Files.writeString(folder.resolve("password"), "s3cret");
    Path file = file(valid(password, "school", "archive"));

    // When
    int status = hayase.execute("workload", file.toString());

    // Then
    assertThat(status).isOne();
    assertThat(err.toString().strip())
        .isEqualTo("The workload needs a pipeline with one source; this one has 2");
  }

  @Test
  void anOptionThatIsNotKnownIsAMistakeInTheCommand() {
    // When
    int status = hayase.execute("demo", "--four", "60s");

    // Then
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("--four").contains("--for");
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("pipeline.yaml"), yaml);
  }

  private static String valid(Path password, String... sources) {
    var yaml =
        new StringBuilder(
            """
            kafka: {bootstrap-servers: "localhost:9092"}
            bigquery: {project: hayase-local, dataset: school}
            sources:
            """);
    for (String source : sources) {
      yaml.append(
          """
            %1$s: {type: postgresql, host: localhost, database: %1$s, username: hayase, password: "${file:%2$s}"}
          """
              .formatted(source, password));
    }
    return yaml.toString();
  }
}
