package dev.hayase.log.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.log.personal.Concealment;
import dev.hayase.log.personal.Encryption;
import dev.hayase.pipeline.PipelineFile;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.personal.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {
  private static final Streams.Schemas NONE =
      new Streams.Schemas() {
        @Override
        public Optional<TableSchema> columns(StreamSettings settings) {
          return Optional.empty();
        }

        @Override
        public SchemaCheck check(StreamSettings settings) {
          return _ -> Optional.empty();
        }
      };

  @Test
  void theNameThatStandsForAllStreamsIsNone(@TempDir Path folder) throws IOException {
    // Given
    Path file =
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            """
            version: 1
            kafka: {bootstrap-servers: "localhost:9092"}
            bigquery: {project: hayase-local, dataset: logs}
            log: {open: true}
            streams: {"*": {}, clicks: {}}
            """);
    Encryption encryption = new Encryption(List.of(), new SecureRandom());
    Streams streams =
        new Streams(
            PipelineFile.read(file),
            NONE,
            new Concealment(new Hashing(List.of()), encryption),
            encryption);

    // When // Then
    assertThat(streams.plan("clicks")).isPresent();
    assertThat(streams.plan("anything")).isPresent();
    assertThat(streams.plan("*")).isEmpty();
    assertThat(streams.plan("No-Name")).isEmpty();
    assertThat(streams.named()).containsExactly("clicks");
  }
}
