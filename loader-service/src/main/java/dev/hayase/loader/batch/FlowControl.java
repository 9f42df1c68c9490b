package dev.hayase.loader.batch;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Decides whose partitions are paused so that all tables together stay within a memory budget.
///
/// A table's share is the budget divided by the number of tables that hold anything, at most half
/// of it. A table pauses above its share and resumes below half of it. A table that holds little is
/// never paused, so that one slow table cannot stop the others.
///
/// @param budgetBytes for records and rows that are read and not yet acknowledged
public record FlowControl(long budgetBytes) {

  /// The topics to pause from now on.
  ///
  /// @param heldBytes by topic
  /// @param paused the topics that are paused so far
  public Set<String> paused(Map<String, Long> heldBytes, Set<String> paused) {
    long holders = heldBytes.values().stream().filter(b -> b > 0).count();
    long share = budgetBytes / Math.max(2, holders);
    Set<String> result = new HashSet<>();
    heldBytes.forEach((topic, bytes) -> {
      long limit = paused.contains(topic) ? share / 2 : share;
      if (bytes > limit) {
        result.add(topic);
      }
    });
    return result;
  }
}
