package dev.hayase.cdc.change;

import dev.hayase.event.watermark.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Up to where each partition of the source's topics is written: the positions of watermarks.
///
/// Positions may be advanced by any thread; watermarks are taken by one.
public final class PositionVector {
  private static final Duration FULL_EVERY = Duration.ofMinutes(1);

  private final Map<Partition, Long> next = new ConcurrentHashMap<>();
  private final Map<Partition, Long> announced = new HashMap<>();
  private Instant lastFull = Instant.MIN;

  private record Partition(String topic, int number) {}

  /// A record was written just before that offset.
  public void advance(String topic, int partition, long nextOffset) {
    next.merge(new Partition(topic, partition), nextOffset, Math::max);
  }

  /// The watermark for T: full at first and once a minute, else what changed since the one before.
  public Watermark watermark(
      String source, long epoch, Instant through, Set<String> snapshotting, Instant now) {
    boolean full = lastFull.equals(Instant.MIN) || !now.isBefore(lastFull.plus(FULL_EVERY));
    Map<String, Map<Integer, Long>> positions = new TreeMap<>();
    next.forEach((partition, offset) -> {
      if (full || !offset.equals(announced.get(partition))) {
        positions
            .computeIfAbsent(partition.topic(), _ -> new TreeMap<>())
            .put(partition.number(), offset);
        announced.put(partition, offset);
      }
    });
    if (full) {
      lastFull = now;
    }
    return Watermark.of(source, epoch, through, full, positions, snapshotting);
  }
}
