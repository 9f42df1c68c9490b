package dev.hayase.loader.flow;

import dev.hayase.pipeline.TableSettings.Priority;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Decides whose partitions are polled, so that all tables together stay within a memory budget.
///
/// A table may hold as much as is left free, times its priority's factor. One table that BigQuery
/// does not take thus fills half of the budget, two fill two thirds, and however many there are,
/// room is left for those that flow: nobody has to know how many will want some. A table above its
/// limit pauses and resumes below half of it. A table that holds nothing is always polled, unless
/// even a poll's worth beyond the budget is used up.
///
/// @param bytes for records and rows that are read and not yet acknowledged
/// @param pollBytes about as much as one poll can bring
public record MemoryBudget(long bytes, long pollBytes) {
  /// What a table holds.
  ///
  /// @param mostBytes that it may hold whatever is free
  /// @param stopped whether its operator has paused it
  public record Holding(long bytes, Priority priority, long mostBytes, boolean stopped) {}

  /// The topics to pause from now on.
  ///
  /// @param holdings by topic; one that is absent holds nothing and is not stopped
  /// @param paused the topics that are paused so far
  public Set<String> paused(Map<String, Holding> holdings, Set<String> paused) {
    long total = 0;
    for (Holding holding : holdings.values()) {
      total += holding.bytes();
    }
    long free = Math.max(0, bytes - total);
    boolean full = total >= bytes + pollBytes;
    Set<String> result = new HashSet<>();
    holdings.forEach((topic, holding) -> {
      long limit = Math.min(holding.mostBytes(), share(free, holding.priority()));
      long reached = paused.contains(topic) ? limit / 2 : limit;
      if (holding.stopped() || full || holding.bytes() > reached) {
        result.add(topic);
      }
    });
    return result;
  }

  /// What a table of this priority may have where so much is free.
  static long share(long free, Priority priority) {
    return switch (priority) {
      case HIGH -> 4 * free;
      case NORMAL -> free;
      case LOW -> free / 4;
    };
  }
}
