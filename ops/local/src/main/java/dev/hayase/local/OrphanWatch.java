package dev.hayase.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Stops a database server whose parent died without being able to (SIGKILL): a shell that waits
/// for one of the two to be gone.
final class OrphanWatch {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      while kill -0 "$1" 2>/dev/null; do
        kill -0 "$2" 2>/dev/null || exit 0
        sleep 1
      done
      kill -s "$3" "$2"
      """;

  private OrphanWatch() {}

  /// @param signal that ends the server at once and in good order, as `INT`: PostgreSQL waits for
  ///   its clients on `TERM`, MySQL and MariaDB do not hear `INT`
  static Process over(long pid, String signal) {
    try {
      return new ProcessBuilder(
              "/bin/sh",
              "-c",
              SCRIPT,
              "orphan-watch",
              Long.toString(ProcessHandle.current().pid()),
              Long.toString(pid),
              signal)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the watch over a database server", e);
    }
  }
}
