package dev.hayase.engine.plan;

import dev.hayase.engine.value.Layout;

/// A topic as a source of rows.
///
/// @param topic its name
/// @param kind what its records are
/// @param columns those that the aggregation reads; a stream's events have, beside their own, what
///   the log-service knows of them (`_event_id`, `_event_ts` and others as in their table)
public record SourcePlan(String topic, Kind kind, Layout columns) {
  /// What a topic's records are.
  public enum Kind {
    /// Changes of rows that have keys: Hayase's own change records, and results of aggregations.
    CHANGES,
    /// Events, each a row of its own for ever.
    EVENTS
  }
}
