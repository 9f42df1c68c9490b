package dev.hayase.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("hayase.home", ".."), "pipeline", "CONFIGURATION.md");

  @Test
  void theCommittedPageIsTheOneThatTheKeysMake() throws IOException {
    // Given
    String page = ConfigurationPage.markdown();

    // When
    if (Boolean.getBoolean("hayase.regenerate")) {
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(Files.readString(PAGE))
        .as(PAGE + " is behind the keys; run this test with -Dhayase.regenerate=true")
        .isEqualTo(page);
  }
}
