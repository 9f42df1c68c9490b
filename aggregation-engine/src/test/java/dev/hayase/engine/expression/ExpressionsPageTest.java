package dev.hayase.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the page says of expressions is so.
class ExpressionsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("hayase.home", ".."), "aggregation-engine", "EXPRESSIONS.md");
  private static final Pattern EXAMPLES = Pattern.compile("```cel\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> everyExampleHasTheValueBesideIt() throws IOException {
    return examples().stream()
        .map(line ->
            DynamicTest.dynamicTest(
                line,
                () -> {
                  // Given
                  String[] parts = line.split("  // ", -1);

                  // When
                  String value = Sample.evaluated(parts[0]);

                  // Then
                  assertThat(parts).hasSize(2);
                  assertThat(value).isEqualTo(parts[1]);
                }));
  }

  @Test
  void everyFunctionIsOnThePage() throws IOException {
    // Given
    String examples = String.join("\n", examples());

    // When, Then
    assertThat(examples).isNotEmpty();
    assertThat(Functions.names())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(examples).containsPattern("\\b" + name + "\\("));
  }

  private static List<String> examples() throws IOException {
    return EXAMPLES
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(found -> found.group(1).lines())
        .toList();
  }
}
