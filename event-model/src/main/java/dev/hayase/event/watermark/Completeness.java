package dev.hayase.event.watermark;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Answers "complete through when?" for the topics of all sources.
///
/// Fed with every [Watermark] in the order of its topic, and asked with a consumer's committed
/// positions. A consumer is complete through T when its positions have passed the vector of a
/// watermark of T on every partition of the topic. Committed positions count, not the offsets of
/// last records: transaction markers occupy offsets, too. An idle topic advances with its source,
/// since its vector stays where it is.
///
/// Bounded: a topic keeps at most [Timeline#LIMIT] instants that are not yet passed; beyond that
/// every other one is forgotten, so that a consumer far behind sees its completeness advance in
/// larger steps, never too far. Not thread-safe.
public final class Completeness {
  private final Map<String, SourceState> sources = new HashMap<>();

  /// Takes the next watermark.
  public void accept(Watermark watermark) {
    SourceState state = sources.get(watermark.source());
    if (state == null || watermark.epoch() > state.epoch) {
      state = new SourceState(watermark.epoch());
      sources.put(watermark.source(), state);
    }
    if (watermark.epoch() == state.epoch) {
      state.accept(watermark);
    }
    // A lower epoch is a capture that was fenced after it wrote: its order is over.
  }

  /// The topics that the watermarks so far speak of.
  public Set<String> topics() {
    Set<String> topics = new TreeSet<>();
    sources.values().forEach(s -> topics.addAll(s.timelines.keySet()));
    return topics;
  }

  /// The latest instant through which a consumer at these positions is complete.
  ///
  /// @param topic a change topic
  /// @param positions partition to committed position; a partition without a commit counts as 0
  /// @return empty while the table is in its snapshot, before the first full watermark, and while
  ///   no watermark is passed
  public Optional<Instant> through(String topic, Map<Integer, Long> positions) {
    return sources.values().stream()
        .flatMap(s -> Optional.ofNullable(s.timelines.get(topic)).stream())
        .findFirst()
        .flatMap(timeline -> timeline.through(positions));
  }

  private static final class SourceState {
    private final long epoch;
    private final Map<String, Timeline> timelines = new HashMap<>();
    private boolean sawFull;

    SourceState(long epoch) {
      this.epoch = epoch;
    }

    void accept(Watermark watermark) {
      sawFull |= watermark.full();
      if (!sawFull) {
        // The partitions that did not change since the record before are unknown.
        return;
      }
      watermark
          .positions()
          .keySet()
          .forEach(t -> timelines.computeIfAbsent(t, _ -> new Timeline()));
      watermark.snapshotting().forEach(t -> timelines.computeIfAbsent(t, _ -> new Timeline()));
      timelines.forEach((topic, timeline) ->
          timeline.accept(
              watermark.snapshotting().contains(topic),
              watermark.through(),
              watermark.positions().getOrDefault(topic, Collections.emptySortedMap()),
              watermark.full()));
    }
  }
}
