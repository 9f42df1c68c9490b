package dev.hayase.loader.batch;

import java.util.List;
import java.util.Optional;

/// What the loader writes beside an offset that it commits: what a successor has to know.
///
/// @param stream the BigQuery stream that takes the partition's rows; empty for mirror tables
/// @param rows how many rows of it lie below the committed offset, or [Ledger#UNKNOWN]
/// @param passed the last control records that the partition has passed, oldest first
/// @param topicId Kafka's id of the topic, which a topic that is made anew under the same name does
///   not have
/// @param foldTo a mirror's records below this offset may have been loaded before, and are folded
///   before they are loaded again; 0 when there are none
public record CommitNote(
    Optional<String> stream,
    long rows,
    List<String> passed,
    Optional<String> topicId,
    long foldTo) {
  /// Nothing is known.
  public static final CommitNote NONE =
      new CommitNote(Optional.empty(), Ledger.UNKNOWN, List.of(), Optional.empty(), 0);

  /// How many passed control records are kept. Barriers wait for one at a time, and a later one of
  /// the same topic proves an earlier one.
  public static final int PASSED_KEPT = 8;

  public CommitNote {
    passed = List.copyOf(passed);
  }

  /// Whether no loader wrote it: nothing was committed yet, the commit has expired, or somebody
  /// else has moved the offset.
  public boolean isForeign() {
    return topicId.isEmpty();
  }

  /// The same of another stream, of which it is not known how many rows it has.
  public CommitNote announcing(String newStream) {
    return new CommitNote(Optional.of(newStream), Ledger.UNKNOWN, passed, topicId, foldTo);
  }

  /// The same of a topic with this id.
  public CommitNote of(Optional<String> id) {
    return new CommitNote(stream, rows, passed, id.or(() -> topicId), foldTo);
  }

  /// The same with records to be folded.
  public CommitNote foldingTo(long offset) {
    return new CommitNote(stream, rows, passed, topicId, offset);
  }
}
