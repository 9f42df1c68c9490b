package dev.hayase.cdc.mysql;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Counts the bytes that a server wrote into its log since we look at it: its files grow, come and
/// go. Used by one thread.
final class LogWritten {
  private @Nullable File last;
  private long bytes;

  /// One file of the log.
  record File(String name, long size) {}

  /// @param files that are there, the oldest first
  /// @return the bytes since the first look
  long through(List<File> files) {
    File before = last;
    if (before != null) {
      long grown = 0;
      boolean found = false;
      for (File file : files) {
        if (found) {
          grown += file.size();
        } else if (file.name().equals(before.name())) {
          found = true;
          grown += file.size() - before.size();
        }
      }
      bytes += Math.max(0, grown);
    }
    last = files.isEmpty() ? null : files.getLast();
    return bytes;
  }

  /// How much stands after a place.
  ///
  /// @return empty when its file is not among these
  static OptionalLong after(List<File> files, String name, long pos) {
    long after = 0;
    boolean found = false;
    for (File file : files) {
      if (file.name().equals(name)) {
        found = true;
        after = Math.max(0, file.size() - pos);
      } else if (found) {
        after += file.size();
      }
    }
    return found ? OptionalLong.of(after) : OptionalLong.empty();
  }
}
