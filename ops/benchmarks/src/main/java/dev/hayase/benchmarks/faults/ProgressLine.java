package dev.hayase.benchmarks.faults;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/// Lines that stay, and below them one that is written anew: on a terminal in place, else now and
/// then.
final class ProgressLine implements AutoCloseable {
  private static final long INTERVAL = Duration.ofSeconds(20).toNanos();
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean inPlace;
  private long last = System.nanoTime() - INTERVAL;
  private String shown = "";

  ProgressLine(PrintStream out, boolean inPlace) {
    this.out = out;
    this.inPlace = inPlace;
  }

  static ProgressLine onStandardOutput() {
    return new ProgressLine(
        System.out, Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  /// A line that stays.
  synchronized void line(String text) {
    if (inPlace) {
      out.print(CLEAR);
      out.println(text);
      out.print(shown);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /// How things stand.
  synchronized void status(String text) {
    if (inPlace) {
      shown = text;
      out.print(CLEAR + text);
      out.flush();
    } else if (System.nanoTime() - last >= INTERVAL) {
      last = System.nanoTime();
      out.println(text);
      out.flush();
    }
  }

  @Override
  public synchronized void close() {
    if (inPlace) {
      out.print(CLEAR);
      out.flush();
      shown = "";
    }
  }
}
