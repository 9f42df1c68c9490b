package dev.hayase.loader.flow;

import dev.hayase.loader.flow.MemoryBudget.Holding;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Keeps the poll from running ahead of what is sent. Records that only wait cost more than their
/// place: the collector copies them again and again, and a full heap is slower than a short queue.
///
/// Shared as the [MemoryBudget] is, but each table may always have a little, more where its
/// priority is high: one that must stay fresh does not wait for others' rows to go.
///
/// @param bytes that may wait in all tables together, about
/// @param leastBytes that may wait in a table of normal priority, however much waits in others
public record ReadAhead(long bytes, long leastBytes) {
  /// Some ten requests' worth of small rows, some tens of milliseconds of work.
  public static final ReadAhead DEFAULT = new ReadAhead(16 << 20, 1 << 20);

  /// The topics to pause from now on.
  ///
  /// @param waiting by topic, what waits for nothing but its turn
  /// @param paused the topics that are paused so far
  public Set<String> paused(Map<String, Holding> waiting, Set<String> paused) {
    long total = 0;
    for (Holding table : waiting.values()) {
      total += table.bytes();
    }
    long free = Math.max(leastBytes, bytes - total);
    Set<String> result = new HashSet<>();
    waiting.forEach((topic, table) -> {
      long limit = MemoryBudget.share(free, table.priority());
      if (table.bytes() > (paused.contains(topic) ? limit / 2 : limit)) {
        result.add(topic);
      }
    });
    return result;
  }
}
