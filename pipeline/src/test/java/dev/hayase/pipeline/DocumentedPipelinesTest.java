package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a reader copies from a page must be valid.
class DocumentedPipelinesTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static final Path HOME = Path.of(System.getProperty("hayase.home", ".."));
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "pipeline/CONFIGURATION.md", "loader-service/TOPICS.md"})
  void everyPipelineOnThePageIsValid(String page) throws IOException {
    // Given
    for (String named :
        List.of(
            "secrets/school-password",
            "tls/root.pem",
            "tls/client.pem",
            "tls/client.pk8",
            "schemas/clicks.json",
            "schemas/articles.json",
            "schemas/pages.json",
            "secrets/keys.yaml")) {
      Files.createDirectories(folder.resolve(named).getParent());
      Files.writeString(
          folder.resolve(named), "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");
    }

    Files.writeString(folder.resolve("secrets/encryption-key"), KEY);

    // When
    List<String> pipelines =
        YAML.matcher(Files.readString(HOME.resolve(page)))
            .results()
            .map(found -> found.group(1))
            .toList();

    // Then
    assertThat(pipelines).isNotEmpty().allSatisfy(this::assertValid);
  }

  private void assertValid(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), yaml);
    assertThatCode(
            () -> PipelineFile.read(file, name -> "HASH_KEY".equals(name) ? KEY : name + " is set"))
        .doesNotThrowAnyException();
  }
}
