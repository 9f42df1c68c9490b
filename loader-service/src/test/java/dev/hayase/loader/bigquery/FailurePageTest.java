package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailurePageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("hayase.home", ".."), "loader-service", "FAILURES.md");

  @Test
  void theCommittedPageIsTheOneThatThePolicyMakes() throws IOException {
    // Given
    String page = FailurePage.markdown();

    // When
    if (Boolean.getBoolean("hayase.regenerate")) {
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(Files.readString(PAGE))
        .as(PAGE + " is behind the policy; run this test with -Dhayase.regenerate=true")
        .isEqualTo(page);
  }
}
