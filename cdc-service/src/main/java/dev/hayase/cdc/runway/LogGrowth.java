package dev.hayase.cdc.runway;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How fast a server writes its log, smoothed: each look weighs by the time since the one before,
/// and what was five minutes ago counts a third. Used by one thread.
public final class LogGrowth {
  private static final Duration MEMORY = Duration.ofMinutes(5);

  private @Nullable Instant lastAt;
  private long lastBytes;
  private double rate = Double.NaN;

  /// Takes a look into account. A log that is shorter than before is another server's: it counts
  /// anew.
  public void seen(LogUsage usage) {
    Instant before = lastAt;
    if (before != null && usage.at().isAfter(before) && usage.writtenBytes() >= lastBytes) {
      double seconds = Duration.between(before, usage.at()).toNanos() / 1e9;
      double now = (usage.writtenBytes() - lastBytes) / seconds;
      double weight = Double.isNaN(rate) ? 1 : 1 - Math.exp(-seconds / MEMORY.toSeconds());
      rate = Double.isNaN(rate) ? now : rate + weight * (now - rate);
    }
    if (before != null && usage.writtenBytes() < lastBytes) {
      rate = Double.NaN;
    }
    lastAt = usage.at();
    lastBytes = usage.writtenBytes();
  }

  /// Bytes a second; empty before the second look.
  public OptionalDouble bytesPerSecond() {
    return Double.isNaN(rate) ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }
}
