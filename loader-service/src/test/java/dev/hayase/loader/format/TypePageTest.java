package dev.hayase.loader.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TypePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("hayase.home", ".."), "loader-service", "TYPES.md");

  @Test
  void theCommittedPageIsWhatTheEncoderDoes() throws IOException {
    // Given
    String page = TypePage.markdown();

    // When
    if (Boolean.getBoolean("hayase.regenerate")) {
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(Files.readString(PAGE))
        .as(PAGE + " is behind the encoder; run this test with -Dhayase.regenerate=true")
        .isEqualTo(page);
  }
}
