package dev.hayase.aggregation.kafka;

import dev.hayase.aggregation.time.Vector;
import dev.hayase.event.watermark.Watermark;
import java.time.Instant;
import java.util.Set;

/// What keeping the time does to the outside. Each returns when Kafka has answered.
interface TimeEdge {
  /// Where topics end.
  Vector ends(Set<String> topics);

  /// Where topics of an aggregation's own end.
  Vector ends(Set<String> topics, int partitions);

  /// Tells the time to all groups.
  ///
  /// @return where it stands, plus one
  Vector tell(Followed followed, Instant through);

  void write(Watermark watermark);

  /// Whether the results of a build that is told stand in its output whole: not while it has taken
  /// over and tells them.
  boolean isWhole(Followed followed);

  /// A build whose results are not told yet is complete through an instant.
  ///
  /// @param live through when the results that are told are complete
  void built(Followed followed, Instant through, Instant live);
}
