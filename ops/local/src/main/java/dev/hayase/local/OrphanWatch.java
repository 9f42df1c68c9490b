package dev.hayase.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Stops a PostgreSQL server whose parent died without being able to (SIGKILL): a shell that waits
/// for one of the two to be gone.
final class OrphanWatch {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while kill -0 "$1" 2>/dev/null; do
        kill -0 "$2" 2>/dev/null || exit 0
        sleep 1
      done
      kill -INT "$2"
      """;

  private OrphanWatch() {}

  static Process over(long postmasterPid) {
    try {
      return new ProcessBuilder(
              "/bin/sh",
              "-c",
              SCRIPT,
              "orphan-watch",
              Long.toString(ProcessHandle.current().pid()),
              Long.toString(postmasterPid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the watch over PostgreSQL", e);
    }
  }
}
