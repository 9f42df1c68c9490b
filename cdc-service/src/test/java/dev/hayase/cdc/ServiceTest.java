package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.order.CaptureOrder.Pause;
import dev.hayase.local.process.ChildMain;
import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as it is run: its endpoints, its end, and how it refuses a wrong file.
class ServiceTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void theServiceAnswersTakesOrdersAndEndsCleanly() throws Exception {
    // Given
    school.sql(
        "CREATE TABLE steps (id int PRIMARY KEY)",
        "INSERT INTO steps VALUES (1), (2); ANALYZE steps");
    int port = FreePort.next();

    // When
    ChildProcess service = school.service(port);
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> Probe.status(port, "health/readiness") == 200);

    // Then
    // Ready is who captures, and the copy of a table takes a moment more.
    Awaitility.await()
        .atMost(School.PATIENCE)
        .untilAsserted(() -> {
          JsonNode capture = JsonMapper.builder().build().readTree(Probe.body(port, "capture"));
          JsonNode source = capture.get("sources").get(0);
          assertThat(source.get("state").asString()).isIn("snapshot", "streaming");
          assertThat(source.get("tables").toString())
              .isEqualTo(
                  "[{\"topic\":\"%s.public.steps\",\"state\":\"streaming\",\"rowsScanned\":2,\"rowsEstimated\":2,\"reason\":\"\",\"schemaChange\":null}]"
                      .formatted(school.name()));
        });
    assertThat(Probe.body(port, "prometheus"))
        .contains(
            "hayase_cdc_changes_total{op=\"r\",source=\"%s\",table=\"public.steps\"} 2.0"
                .formatted(school.name()));
    assertThat(Probe.status(port, "health/liveness")).isEqualTo(200);
    assertThat(school.answer(new Pause())).isEmpty();
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() -> Probe.state(port, school.name()).equals("paused"));
    service.stop(Duration.ofSeconds(20));
    assertThat(service.awaitExit()).isEqualTo(143);
  }

  @Test
  void readinessIsDownWithAReasonWhileTheDatabaseIsAway() {
    // Given
    int port = FreePort.next();

    // When
    school.port(FreePort.next()).service(port);
    Awaitility.await()
        .atMost(School.PATIENCE)
        .until(() ->
            Probe.status(port, "health/readiness") == 503
                && Probe.body(port, "health/readiness").contains("refused"));

    // Then
    assertThat(Probe.status(port, "health/liveness")).isEqualTo(200);
  }

  @Test
  void aWrongPipelineFileEndsItWithTheMistakes(@TempDir Path folder) throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), "version: 1\nkafca: {}\n");
    JavaCommand command =
        JavaCommand.mainClass(
                "128m",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                List.of(
                    Long.toString(ProcessHandle.current().pid()),
                    CdcApplication.class.getName(),
                    "--hayase.pipeline=" + file,
                    "--server.port=0"))
            .with("-XX:TieredStopAtLevel=1");

    // When
    ChildProcess service = ChildProcess.start("cdc", command, folder.resolve("cdc.log"));

    // Then
    assertThat(service.awaitExit()).isEqualTo(78);
    assertThat(Files.readString(service.log()))
        .contains("kafca")
        .doesNotContain("BeanCreationException");
  }
}
