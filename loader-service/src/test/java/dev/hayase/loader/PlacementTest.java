package dev.hayase.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.delivery.Halt;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
  private static final String PIPELINE =
      """
      version: 1
      kafka: {bootstrap-servers: "localhost:9092"}
      bigquery: {project: hayase-local, dataset: shop}
      sources:
        shop: {type: postgresql, host: db, database: shop, username: h, password: "${P}", tables: [public.*]}
      topics:
        logs.orders: {format: json}
        logs.clicks: {format: json}
      """;

  @TempDir private Path folder;

  @Test
  void aSecondTopicIsHaltedAndTheRemedyNamesItsPlaceInTheFile() throws IOException {
    // Given
    Placement declaredFirst = placement();
    Placement capturedFirst = placement();

    // When
    declaredFirst.of("logs.orders");
    Optional<Halt> captured = declaredFirst.of("shop.public.orders").halt();
    capturedFirst.of("shop.public.clicks");
    Optional<Halt> declared = capturedFirst.of("logs.clicks").halt();

    // Then
    assertThat(captured.orElseThrow().remedy())
        .contains("table: for shop.public.orders under tables:");
    assertThat(declared.orElseThrow().remedy()).contains("table: for logs.clicks under topics:");
  }

  private Placement placement() throws IOException {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    Pipeline pipeline = PipelineFile.read(file, Map.of("P", "p")::get);
    return new Placement(pipeline);
  }
}
