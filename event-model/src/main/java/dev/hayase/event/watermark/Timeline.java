package dev.hayase.event.watermark;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One topic's vectors over time, oldest first. A vector that stays the same is kept once, with the
/// latest instant that it stands for.
final class Timeline {
  static final int LIMIT = 4096;

  private final Deque<Mark> ahead = new ArrayDeque<>();
  private Map<Integer, Long> vector = Map.of();
  private @Nullable Mark passed;

  /// The next watermark's word on this topic.
  ///
  /// @param snapshotting whether the table is in its snapshot: then nothing is complete, and what
  ///   was known before says nothing of after
  /// @param positions all of the topic's when `full`, else those that changed
  void accept(boolean snapshotting, Instant through, Map<Integer, Long> positions, boolean full) {
    Map<Integer, Long> next = full ? new HashMap<>() : new HashMap<>(vector);
    next.putAll(positions);
    vector = Map.copyOf(next);
    if (snapshotting) {
      ahead.clear();
      passed = null;
      return;
    }
    Instant instant = through;
    Mark last = ahead.peekLast();
    if (last != null && last.vector.equals(vector)) {
      instant = later(last.through, through);
      ahead.removeLast();
    }
    ahead.addLast(new Mark(instant, vector));
    if (ahead.size() > LIMIT) {
      thin();
    }
  }

  /// The instant of the latest mark that these positions pass; forgets the marks before it.
  Optional<Instant> through(Map<Integer, Long> positions) {
    Iterator<Mark> marks = ahead.iterator();
    while (marks.hasNext()) {
      Mark mark = marks.next();
      if (!mark.isPassedBy(positions)) {
        break;
      }
      passed = mark;
      // The newest stays: its instant moves on while the topic is idle.
      if (marks.hasNext()) {
        marks.remove();
      }
    }
    // Positions that went back (a replay) are behind a mark that was passed once.
    return Optional.ofNullable(passed).filter(m -> m.isPassedBy(positions)).map(Mark::through);
  }

  private void thin() {
    boolean drop = false;
    Mark newest = ahead.removeLast();
    for (Iterator<Mark> marks = ahead.iterator(); marks.hasNext(); drop = !drop) {
      marks.next();
      if (drop) {
        marks.remove();
      }
    }
    ahead.addLast(newest);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private record Mark(Instant through, Map<Integer, Long> vector) {
    boolean isPassedBy(Map<Integer, Long> positions) {
      return vector.entrySet().stream()
          .allMatch(e -> positions.getOrDefault(e.getKey(), 0L) >= e.getValue());
    }
  }
}
