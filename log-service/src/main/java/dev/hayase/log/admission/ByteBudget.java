package dev.hayase.log.admission;

import java.util.HashMap;
import java.util.Map;

/// The bytes of requests that are not yet answered, bounded over all senders and shared fairly:
/// while there is room for everybody, anybody may take it; when more than half is taken, nobody
/// gets more than an equal share.
///
/// Nobody waits here: what there is no room for is refused. Thread-safe.
public final class ByteBudget {
  private final long size;
  private final Map<String, Long> held = new HashMap<>();
  private long total;

  public ByteBudget(long size) {
    this.size = size;
  }

  long size() {
    return size;
  }

  /// Takes room.
  ///
  /// @return whether there was enough
  public synchronized boolean take(String sender, long bytes) {
    long before = held.getOrDefault(sender, 0L);
    if (total + bytes > size) {
      return false;
    }
    if (total + bytes > size / 2) {
      int senders = held.size() + (before == 0 ? 1 : 0);
      if (before > 0 && before + bytes > size / senders) {
        return false;
      }
    }
    total += bytes;
    held.put(sender, before + bytes);
    return true;
  }

  /// Gives room back.
  public synchronized void giveBack(String sender, long bytes) {
    total -= bytes;
    held.computeIfPresent(sender, (_, before) -> before <= bytes ? null : before - bytes);
  }

  /// Bytes that are taken.
  public synchronized long taken() {
    return total;
  }
}
