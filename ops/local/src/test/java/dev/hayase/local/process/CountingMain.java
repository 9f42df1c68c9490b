package dev.hayase.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// Writes ever higher numbers to a file, as long as it lives.
final class CountingMain {
  private static final long PAUSE_NANOS = 5_000_000;

  private CountingMain() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    for (long number = 1; ProcessHandle.current().parent().isPresent(); number++) {
      Files.writeString(file, Long.toString(number));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
