package dev.hayase.aggregation.streams;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How far an aggregation is in this instance. Thread-safe.
public final class Progress {
  private final Counts counts = new Counts();
  private final Map<Integer, Instant> now = new ConcurrentHashMap<>();

  public Counts counts() {
    return counts;
  }

  /// Through which instant all groups of this instance are complete; empty when it has none, and
  /// before any of them was told a time.
  public Optional<Instant> through() {
    return now.values().stream()
        .min(Comparator.naturalOrder())
        .filter(through -> through.isAfter(Instant.EPOCH));
  }

  void tell(int partition, Instant through) {
    now.put(partition, through);
  }

  void forget(int partition) {
    now.remove(partition);
  }
}
