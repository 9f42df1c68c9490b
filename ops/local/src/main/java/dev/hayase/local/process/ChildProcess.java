package dev.hayase.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A child process with a name and a log file, to which its output is appended.
public final class ChildProcess {
  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /// Starts a child JVM in the background.
  public static ChildProcess start(String name, JavaCommand command, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(command.words())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      return new ChildProcess(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Completes with the exit status when the process has ended, however it ended.
  public CompletableFuture<Integer> exitStatus() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Waits for a condition, at most for `limit`; fails early, with the log's end, if the process
  /// dies.
  public void awaitReady(Duration limit, Condition ready) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.holds()) {
      if (!process.isAlive()) {
        throw new StartFailedException(
            name,
            "ended with exit status " + process.exitValue() + " before it was ready",
            log,
            null);
      }
      if (System.nanoTime() > deadline) {
        throw new StartFailedException(
            name, "was not ready within " + limit.toSeconds() + " s", log, null);
      }
      pause();
    }
  }

  /// SIGKILL, and waits until the process is gone.
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(30));
  }

  /// SIGTERM; SIGKILL if that did not help within `limit`.
  public void stop(Duration limit) {
    process.destroy();
    if (!awaitEnd(limit)) {
      kill();
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a child process", e);
    }
  }

  /// A question that is asked again and again until the answer is yes.
  @FunctionalInterface
  public interface Condition {
    /// Whether it holds now; trouble in finding out means no.
    boolean holds();
  }
}
