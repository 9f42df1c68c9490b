package dev.hayase.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionQuotaTest {
  @TempDir private Path folder;

  @Test
  void onlyTablesThatAppendExactlyOnceTakeConnectionsOfTheirOwn() throws IOException {
    // Given
    Pipeline pipeline =
        pipeline(
            """
              "s.public.mirrored": {mode: mirror}
              "s.public.kept": {mode: history}
              "s.public.shared": {mode: history, delivery: at-least-once}
            """);

    // When
    ConnectionQuota quota = ConnectionQuota.of(pipeline);

    // Then
    assertThat(quota).isEqualTo(new ConnectionQuota(1, 6));
    assertThat(quota.warning()).isEmpty();
  }

  @Test
  void theWarningComesBeforeTheQuotaIsReachedAndSaysHowItWasReckoned() {
    assertThat(new ConnectionQuota(133, 6).warning()).isEmpty();
    assertThat(new ConnectionQuota(134, 6).warning().orElse(""))
        .contains(
            "134 tables", "6 partitions", "804 connections", "a region has 1000", "at-least-once");
  }

  private Pipeline pipeline(String tables) throws IOException {
    return PipelineFile.read(
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            """
            version: 1
            kafka: {bootstrap-servers: "localhost:9092", partitions: 6}
            bigquery: {project: p-local, dataset: d, endpoint: {rest: "http://localhost:9050", grpc: "localhost:9060"}}
            sources:
              s: {type: postgresql, host: localhost, port: 5432, database: d, username: u, password: "${file:%s}"}
            tables:
            %s\
            """
                .formatted(Files.writeString(folder.resolve("secret"), "x"), tables)));
  }
}
