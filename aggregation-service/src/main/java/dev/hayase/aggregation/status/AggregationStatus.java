package dev.hayase.aggregation.status;

import java.time.Instant;
import java.util.Optional;

/// How an aggregation is in this instance.
///
/// @param reason why it is not running; empty when it is
/// @param remedy what a person does about it
/// @param through the instant through which its results here are complete; empty while that is not
///   known, and where this instance has no part of it
/// @param restoring records of state that are still to be restored
public record AggregationStatus(
    String name,
    State state,
    Optional<String> reason,
    Optional<String> remedy,
    Optional<Instant> through,
    long restoring) {

  /// What it does.
  public enum State {
    /// It waits for something, or reads what its sources had before it was there.
    BUILDING,
    /// It follows its sources.
    RUNNING,
    /// State comes back from Kafka.
    RESTORING,
    /// Only a person can make it run.
    HALTED
  }
}
