package dev.hayase.log.watermark;

import dev.hayase.event.watermark.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The watermarks of one epoch: those positions that changed, and each minute all of them. Not
/// thread-safe.
public final class Vectors {
  /// The source that all streams belong to.
  public static final String SOURCE = "logs";

  private static final Duration FULL_EVERY = Duration.ofMinutes(1);

  private final long epoch;
  private Map<String, Map<Integer, Long>> known = Map.of();
  private @Nullable Instant last;
  private @Nullable Instant full;

  public Vectors(long epoch) {
    this.epoch = epoch;
  }

  /// The next watermark.
  ///
  /// @param positions topic to partition to the offset of the first record that Kafka took at
  ///   `through` or later, of all topics and partitions
  /// @return empty when time has not gone on
  public Optional<Watermark> next(Instant through, Map<String, Map<Integer, Long>> positions) {
    if (last != null && !through.isAfter(last)) {
      return Optional.empty();
    }
    boolean all = full == null || !through.isBefore(full.plus(FULL_EVERY));
    Map<String, Map<Integer, Long>> told = all ? positions : changed(positions);
    last = through;
    full = all ? through : full;
    known = positions;
    return Optional.of(Watermark.of(SOURCE, epoch, through, all, told, Set.of()));
  }

  private Map<String, Map<Integer, Long>> changed(Map<String, Map<Integer, Long>> positions) {
    Map<String, Map<Integer, Long>> changed = new TreeMap<>();
    positions.forEach((topic, offsets) -> {
      Map<Integer, Long> before = known.get(topic);
      Map<Integer, Long> now = new HashMap<>(offsets);
      if (before != null) {
        now.entrySet().removeIf(offset -> offset.getValue().equals(before.get(offset.getKey())));
      }
      if (before == null || !now.isEmpty()) {
        changed.put(topic, now);
      }
    });
    return changed;
  }
}
