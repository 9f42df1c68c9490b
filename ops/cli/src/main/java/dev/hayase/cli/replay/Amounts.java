package dev.hayase.cli.replay;

import dev.hayase.pipeline.ByteSize;
import java.time.Duration;
import java.util.Locale;

/// Bytes, rates and durations as people read and write them.
public final class Amounts {
  private Amounts() {}

  /// `12.3 MB`.
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double amount = bytes;
    String unit = "B";
    for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
      if (amount < 999.95) {
        break;
      }
      amount /= 1_000;
      unit = next;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, unit);
  }

  /// `2h 5m`, `45s`.
  public static String duration(Duration duration) {
    long seconds = Math.max(1, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3_600) {
      return "%dm %ds".formatted(seconds / 60, seconds % 60);
    }
    return "%dh %dm".formatted(seconds / 3_600, seconds % 3_600 / 60);
  }

  /// Reads `5MB/s` or `5MB`.
  ///
  /// @throws IllegalArgumentException with how to write it
  public static long rate(String text) {
    String size = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
    try {
      long bytes = ByteSize.parse(size.strip()).bytes();
      if (bytes > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below, with the unit that a rate has.
    }
    throw new IllegalArgumentException(
        "'%s' is no rate: write a whole number of bytes per second above 0, as 5MB/s or 500kB/s"
            .formatted(text));
  }
}
