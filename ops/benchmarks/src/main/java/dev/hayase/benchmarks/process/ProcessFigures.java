package dev.hayase.benchmarks.process;

import dev.hayase.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Linux says of a process.
public record ProcessFigures(ChildProcess process) {
  private static final double TICKS_PER_SECOND = 100;
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");

  /// User and system time so far.
  public double cpuSeconds() {
    // The second field, the program's name, may hold spaces; it ends with a parenthesis.
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /// The most resident memory that it had.
  public long peakBytes() {
    Matcher found = PEAK.matcher(read("status"));
    return found.find() ? Long.parseLong(found.group(1)) * 1024 : 0;
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(process.name() + " is gone; see " + process.log(), e);
    }
  }
}
