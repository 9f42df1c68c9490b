package dev.hayase.frame.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentWatchTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void aProcessEndsWithTheOneThatStartedItHoweverThatWent() throws InterruptedException {
    // Given
    ChildProcess parent = start("parent", List.of());
    awaitHere(parent);
    ChildProcess watching = start("watching", List.of(Long.toString(parent.pid())));
    awaitHere(watching);

    // When
    parent.kill();

    // Then
    assertThat(watching.awaitExit()).isZero();
  }

  @Test
  void aProcessEndsWhenTheOneThatStartedItWasGoneBefore() throws InterruptedException {
    // Given
    ChildProcess parent = start("parent", List.of());
    parent.kill();

    // When
    ChildProcess watching = start("watching", List.of(Long.toString(parent.pid())));

    // Then
    assertThat(watching.awaitExit()).isZero();
  }

  private ChildProcess start(String name, List<String> arguments) {
    JavaCommand command =
        JavaCommand.mainClass(
            "32m", System.getProperty("java.class.path"), Sleeper.class.getName(), arguments);
    return ChildProcess.start(
        name, command.with("-XX:TieredStopAtLevel=1"), folder.resolve(name + ".log"));
  }

  private static void awaitHere(ChildProcess process) {
    process.awaitReady(
        LIMIT,
        () -> {
          try {
            return Files.readString(process.log()).contains("here");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
