package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happens to the file, its reader gets a pipeline or a list of problems, never another
/// exception.
class PipelineDamageTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Pattern VALUE = Pattern.compile("(?<=: )[^#\n]+|(?<=- )[^#\n]+");
  private static final List<String> WRONG_VALUES =
      List.of(
          "",
          "~",
          "[]",
          "{}",
          "[[1]]",
          "{a: {b: c}}",
          "-1",
          "1e9",
          "''",
          "' '",
          "\"${}\"",
          "\"${X\"",
          "!!binary x",
          "*a",
          "&a [*a]",
          "\u0000",
          "\ud83d\ude00");

  @TempDir Path folder;

  @Test
  void aFileThatWasCutOffAnywhereIsReadOrRefused() throws IOException {
    // Given
    String whole = example();
    List<String> damaged = new ArrayList<>();
    for (int length = 0; length < whole.length(); length += 7) {
      damaged.add(whole.substring(0, length));
    }

    // When
    List<List<String>> problems = problems(damaged);

    // Then
    assertThat(problems).hasSameSizeAs(damaged);
  }

  @Test
  void aFileThatLostALineIsReadOrRefused() throws IOException {
    // Given
    List<String> lines = example().lines().toList();
    List<String> damaged = new ArrayList<>();
    for (int lost = 0; lost < lines.size(); lost++) {
      List<String> others = new ArrayList<>(lines);
      others.remove(lost);
      damaged.add(String.join("\n", others));
    }

    // When
    List<List<String>> problems = problems(damaged);

    // Then
    assertThat(problems).hasSameSizeAs(damaged);
  }

  @Test
  void aFileWithAWrongValueAnywhereIsReadOrRefusedAndSaysNoSecret() throws IOException {
    // Given
    String whole = example();
    List<String> damaged = new ArrayList<>();
    Matcher values = VALUE.matcher(whole);
    while (values.find()) {
      for (String wrong : WRONG_VALUES) {
        damaged.add(whole.substring(0, values.start()) + wrong + whole.substring(values.end()));
      }
    }

    // When
    List<List<String>> problems = problems(damaged);

    // Then
    assertThat(problems)
        .hasSizeGreaterThan(300)
        .allSatisfy(each -> assertThat(String.join("\n", each)).doesNotContain("s3cret"));
  }

  private List<List<String>> problems(List<String> texts) throws IOException {
    Path file = folder.resolve("pipeline.yaml");
    List<List<String>> all = new ArrayList<>();
    for (String text : texts) {
      Files.writeString(file, text);
      all.add(problems(file));
    }
    return all;
  }

  private static List<String> problems(Path file) {
    try {
      Pipeline read =
          PipelineFile.read(
              file,
              Map.of("KAFKA_PASSWORD", "s3cret", "REGISTRY_PASSWORD", "s3cret", "HASH_KEY", KEY)
                  ::get);
      return List.of(read.toString());
    } catch (InvalidPipelineException e) {
      assertThat(e.problems()).isNotEmpty();
      return e.problems().stream().map(Object::toString).toList();
    }
  }

  private String example() throws IOException {
    Files.createDirectories(folder.resolve("secrets"));
    Files.createDirectories(folder.resolve("tls"));
    Files.createDirectories(folder.resolve("schemas"));
    Files.writeString(
        folder.resolve("schemas/clicks.json"),
        "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");
    Files.writeString(
        folder.resolve("schemas/articles.json"),
        "[{\"name\": \"article_id\", \"type\": \"INTEGER\"}]");
    Files.writeString(
        folder.resolve("schemas/pages.json"), "[{\"name\": \"id\", \"type\": \"STRING\"}]");
    Files.writeString(folder.resolve("secrets/keys.yaml"), "keys: {}");
    Files.writeString(folder.resolve("secrets/encryption-key"), KEY);
    Files.writeString(folder.resolve("secrets/school-password"), "s3cret");
    for (String name : List.of("root.pem", "client.pem", "client.pk8")) {
      Files.writeString(folder.resolve("tls").resolve(name), name);
    }
    try (InputStream resource = PipelineFile.class.getResourceAsStream("/pipeline-full.yaml")) {
      return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
