package dev.hayase.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aFrozenProcessLivesAndDoesNothingUntilItIsThawed() {
    // Given
    Path numbers = folder.resolve("numbers");
    ChildProcess child = counting(numbers);
    child.awaitReady(PATIENCE, () -> number(numbers) > 0);

    // When
    child.freeze();

    // Then
    AtomicLong last = new AtomicLong(-1);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> last.get() == last.updateAndGet(_ -> number(numbers)));
    long frozen = number(numbers);
    assertThat(child.isAlive()).isTrue();

    // When
    child.thaw();

    // Then
    await().atMost(PATIENCE).until(() -> number(numbers) > frozen);
    child.kill();
  }

  @Test
  void aFrozenProcessCanBeKilled() {
    // Given
    ChildProcess child = counting(folder.resolve("numbers"));
    child.freeze();

    // When
    child.kill();

    // Then
    assertThat(child.isAlive()).isFalse();
  }

  private ChildProcess counting(Path numbers) {
    return ChildProcess.start(
        "counting",
        JavaCommand.mainClass(
            "32m",
            System.getProperty("java.class.path"),
            CountingMain.class.getName(),
            List.of(numbers.toString())),
        folder.resolve("counting.log"));
  }

  private static long number(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
