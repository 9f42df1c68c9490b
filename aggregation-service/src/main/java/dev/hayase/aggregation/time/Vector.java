package dev.hayase.aggregation.time;

import java.util.Map;
import java.util.TreeMap;

/// Offsets, by topic and partition: where topics end, or how far they were consumed.
public record Vector(Map<String, Map<Integer, Long>> offsets) {
  public static final Vector EMPTY = new Vector(Map.of());

  public Vector {
    Map<String, Map<Integer, Long>> copy = new TreeMap<>();
    offsets.forEach((topic, partitions) -> copy.put(topic, Map.copyOf(partitions)));
    offsets = copy;
  }

  /// Of one topic.
  public Map<Integer, Long> of(String topic) {
    return offsets.getOrDefault(topic, Map.of());
  }

  /// Whether whoever has consumed so far has passed the other; what was never consumed counts as 0.
  public boolean passes(Vector other) {
    return other.offsets.entrySet().stream()
        .allMatch(topic ->
            topic.getValue().entrySet().stream()
                .allMatch(
                    end -> of(topic.getKey()).getOrDefault(end.getKey(), 0L) >= end.getValue()));
  }
}
