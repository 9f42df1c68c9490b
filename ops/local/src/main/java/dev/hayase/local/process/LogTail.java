package dev.hayase.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The last lines of a log file, read from its end only.
public record LogTail(List<String> lines) {
  private static final int WINDOW = 64 * 1024;

  public LogTail {
    lines = List.copyOf(lines);
  }

  /// At most `count` lines from the end of `log`; none if it cannot be read.
  public static LogTail of(Path log, int count) {
    if (!Files.isReadable(log)) {
      return new LogTail(List.of());
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      int window = (int) Math.min(WINDOW, file.length());
      byte[] bytes = new byte[window];
      file.seek(file.length() - window);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return new LogTail(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      return new LogTail(List.of("(the log cannot be read: " + e.getMessage() + ")"));
    }
  }

  /// The lines as one text, each indented.
  public String indented() {
    return lines.isEmpty()
        ? "    (nothing)"
        : lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
  }
}
