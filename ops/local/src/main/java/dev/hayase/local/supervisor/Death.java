package dev.hayase.local.supervisor;

import dev.hayase.local.process.LogTail;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;

/// A process that ended without having been asked to.
///
/// @param name which process
/// @param at when
/// @param exitStatus what it ended with; above 128 it was ended by the signal of that number less
///   128
/// @param log its log file
/// @param lastLines the end of that
/// @param verdict what follows
public record Death(
    String name,
    Instant at,
    OptionalInt exitStatus,
    Path log,
    LogTail lastLines,
    RestartPolicy.Verdict verdict) {

  /// One sentence for people.
  public String sentence() {
    String end = end();
    return switch (verdict) {
      case RestartPolicy.Restart(var pause, _) ->
          "%s %s; it is restarted in %.1f s".formatted(name, end, pause.toMillis() / 1000.0);
      case RestartPolicy.GiveUp(var reason) -> "%s %s: %s".formatted(name, end, reason);
    };
  }

  private String end() {
    if (exitStatus.isEmpty()) {
      return "died";
    }
    int status = exitStatus.getAsInt();
    return status > 128
        ? "was ended by signal " + (status - 128)
        : "ended with exit status " + status;
  }
}
