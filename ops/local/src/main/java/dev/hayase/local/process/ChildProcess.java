package dev.hayase.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A child process with a name and a log file, to which its output is appended.
public final class ChildProcess {
  private final String name;
  private final Path log;
  private final Path temporary;
  private final Process process;
  private final Instant started;

  private ChildProcess(String name, Path log, Path temporary, Process process, Instant started) {
    this.name = name;
    this.log = log;
    this.temporary = temporary;
    this.process = process;
    this.started = started;
  }

  /// Starts a child JVM in the background.
  public static ChildProcess start(String name, JavaCommand command, Path log) {
    return start(name, command, Map.of(), log);
  }

  /// Starts a child JVM in the background, with more environment variables.
  public static ChildProcess start(
      String name, JavaCommand command, Map<String, String> environment, Path log) {
    try {
      Path folder = log.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path temporary = Files.createTempDirectory(folder, name + "-tmp-");
      ProcessBuilder builder =
          new ProcessBuilder(command.words(temporary))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      return new ChildProcess(name, log, temporary, process, Instant.now());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /// Starts a child JVM that shares our terminal.
  ///
  /// @param folder for what it unpacks
  public static ChildProcess inForeground(String name, JavaCommand command, Path folder) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempDirectory(folder, name + "-tmp-");
      Process process = new ProcessBuilder(command.words(temporary)).inheritIO().start();
      return new ChildProcess(name, folder, temporary, process, Instant.now());
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

  public Instant started() {
    return started;
  }

  /// Waits until the process has ended, however it ended, and returns its exit status.
  public int awaitExit() throws InterruptedException {
    int status = process.waitFor();
    Folders.delete(temporary);
    return status;
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

  /// SIGSTOP: the process is alive and does nothing, as on a machine that is too busy or suspended.
  public void freeze() {
    signal("STOP");
  }

  /// SIGCONT: it goes on where it stood, and does not know how late it is.
  public void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    if (!signal(pid(), signal)) {
      throw new IllegalStateException(
          "%s (process %d) takes no SIG%s: is it gone?".formatted(name, pid(), signal));
    }
  }

  /// Sends a signal to any process.
  ///
  /// @param signal its name without `SIG`
  /// @return whether there was one to take it
  public static boolean signal(long pid, String signal) {
    try {
      return new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send SIG" + signal + " to process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending SIG" + signal + " to " + pid, e);
    }
  }

  private boolean awaitEnd(Duration limit) {
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        // A killed JVM leaves behind what it unpacked: 70 MB in the emulator's case.
        Folders.delete(temporary);
      }
      return ended;
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
