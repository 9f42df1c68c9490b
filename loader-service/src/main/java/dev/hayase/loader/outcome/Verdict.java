package dev.hayase.loader.outcome;

import java.util.Map;

/// What the loader does about a [Failure].
public sealed interface Verdict {

  /// Send again from the first unacknowledged row on, after a pause of the given kind.
  record Retry(Pace pace) implements Verdict {}

  /// Set these rows aside in the dead-letter topic and send the others again.
  ///
  /// @param reasons index in the request to reason
  record ParkRows(Map<Integer, String> reasons) implements Verdict {}

  /// Send the request's rows in two halves; a single row is parked.
  record Split() implements Verdict {}

  /// Nothing is wrong: the rows are in the table.
  record Applied() implements Verdict {}

  /// Give the stream up, find out what it holds, and go on with a new one.
  record ReplaceStream() implements Verdict {}

  /// Read the table's description again, bring it into shape, then send again.
  record WaitForSchema() implements Verdict {}

  /// Stop loading this table until an operator has acted. Nothing is lost: its partitions stay
  /// where they are.
  record HaltTable() implements Verdict {}

  /// Drop what is unsent without committing: another loader does it.
  record Yield() implements Verdict {}

  /// How long the pauses between attempts are.
  enum Pace {
    /// Fractions of a second, growing to half a minute: the trouble passes by itself.
    TRANSIENT,
    /// From seconds to a minute, as long as it takes: a quota refills.
    QUOTA,
    /// From seconds to half a minute: a change of schema spreads.
    SCHEMA,
    /// From seconds to a minute: an operator has to act, and we notice when that was done.
    SETUP
  }
}
