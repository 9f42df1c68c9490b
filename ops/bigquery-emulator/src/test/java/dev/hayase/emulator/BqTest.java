package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The `bq` command of the Google Cloud SDK, where it is installed.
class BqTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  @TempDir private Path directory;

  /// Runs `bq` with nothing but the endpoint and the project, which stand in its configuration.
  private String bq(String... arguments) throws IOException, InterruptedException {
    Path configuration =
        Files.writeString(
            directory.resolve("bigqueryrc"),
            "api = http://127.0.0.1:" + EMULATOR.restPort() + "\nproject_id = p\n");
    List<String> command = new ArrayList<>(List.of("bq", "--bigqueryrc=" + configuration));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "CLOUDSDK_AUTH_ACCESS_TOKEN",
                "none",
                "CLOUDSDK_CONFIG",
                directory.resolve("gcloud").toString()));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static boolean isInstalled() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bq")));
  }

  @Test
  void bqCreatesLoadsQueriesAndDeletesWithNothingButTheEndpoint() throws Exception {
    // Given
    assumeThat(isInstalled()).as("bq is installed").isTrue();
    Path csv =
        Files.writeString(
            directory.resolve("rows.csv"), "id,name,moment\n1,ann,2024-01-01 00:00:00 UTC\n2,,\n");

    // When
    String made = bq("mk", "made");
    String loaded = bq("load", "--autodetect", "made.t", csv.toString());
    String queried =
        bq(
            "query",
            "--parameter=least:INT64:1",
            "SELECT id, name, moment, [1.5, 2] AS list FROM made.t WHERE id >= @least ORDER BY id");
    String removed = bq("rm", "-r", "-f", "made");

    // Then
    assertThat(made).contains("Dataset 'p:made' successfully created.");
    assertThat(loaded).doesNotContain("error");
    assertThat(queried)
        .contains(
            """
            +----+------+---------------------+---------------+
            | id | name |       moment        |     list      |
            +----+------+---------------------+---------------+
            |  1 | ann  | 2024-01-01 00:00:00 | ["1.5","2.0"] |
            |  2 | NULL |                NULL | ["1.5","2.0"] |
            +----+------+---------------------+---------------+
            """);
    assertThat(removed).doesNotContain("error");
    assertThat(EMULATOR.clients().rest.getDataset("made")).isNull();
  }
}
