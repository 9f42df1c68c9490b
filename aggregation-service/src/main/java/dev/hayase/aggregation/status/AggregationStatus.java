package dev.hayase.aggregation.status;

import java.time.Instant;
import java.util.Optional;

/// How an aggregation is in this instance.
///
/// @param reason why it is not running, or, of one that runs, what else a person should know;
///   mostly empty
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

  /// The same while a build beside it is on its way.
  ///
  /// @param generation of that build
  /// @param next how that one is
  public AggregationStatus beside(int generation, AggregationStatus next) {
    String build = "Build " + generation;
    return next.state() == State.HALTED
        ? with(
            build + " is halted: " + next.reason().orElse(""),
            next.remedy().orElse("")
                + ". ./hayase aggregation rebuild %s --cancel takes the order back".formatted(name))
        : with(
            build + " is on its way" + next.reason().map(why -> ": " + why).orElse(""),
            "Nothing: it takes over when it has caught up");
  }

  private AggregationStatus with(String also, String what) {
    return new AggregationStatus(
        name,
        state,
        Optional.of(reason.map(why -> why + ". " + also).orElse(also)),
        Optional.of(what),
        through,
        restoring);
  }

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
