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

  /// What the loader does, in a sentence for the failure table.
  default String sentence() {
    return switch (this) {
      case Retry(Pace pace) ->
          switch (pace) {
            case TRANSIENT ->
                "sends again from the first unanswered row on, after 0.1 s, and up to every 30 s";
            case QUOTA ->
                "sends again from the first unanswered row on, after 1 s, and up to every minute,"
                    + " for as long as it takes";
            case SCHEMA -> "tries again after 0.25 s, and up to every 5 s";
            case SETUP ->
                "is halted; tries again after 2 s, and up to every minute, and goes on once it"
                    + " works";
          };
      case ParkRows _ -> "sends those rows to the dead letters and the others again";
      case Split _ -> "sends the rows in two halves; a single row goes to the dead letters";
      case Applied _ -> "goes on: the rows are in the table";
      case ReplaceStream _ ->
          "finalizes the stream, finds out what the table holds, and goes on with a new one";
      case WaitForSchema _ ->
          "describes the table again and brings it into shape; those rows wait and are tried up to"
              + " every 5 s, others go on";
      case HaltTable _ -> "is halted; tries again up to every minute";
      case Yield _ -> "drops what is unsent without committing it: the other loader reads it";
    };
  }

  /// How long the pauses between attempts are.
  enum Pace {
    /// Fractions of a second, growing to half a minute: the trouble passes by itself.
    TRANSIENT,
    /// From seconds to a minute, as long as it takes: a quota refills.
    QUOTA,
    /// From a quarter of a second to five: a change of schema spreads.
    SCHEMA,
    /// From seconds to a minute: an operator has to act, and we notice when that was done.
    SETUP
  }
}
