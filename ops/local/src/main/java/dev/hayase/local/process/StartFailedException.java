package dev.hayase.local.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A process did not become ready; the message carries the last lines of its log.
public final class StartFailedException extends RuntimeException {
  private static final int LINES = 30;

  /// Names the process, what was wrong with it, and quotes the end of its log.
  public StartFailedException(String name, String trouble, Path log, @Nullable Throwable cause) {
    super(
        "%s %s. Its log is %s and ends with:%n%s"
            .formatted(name, trouble, log, LogTail.of(log, LINES).indented()),
        cause);
  }
}
