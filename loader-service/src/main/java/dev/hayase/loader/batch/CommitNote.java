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
public record CommitNote(
    Optional<String> stream, long rows, List<String> passed, Optional<String> topicId) {
  /// Nothing is known.
  public static final CommitNote NONE =
      new CommitNote(Optional.empty(), Ledger.UNKNOWN, List.of(), Optional.empty());

  /// How many passed control records are kept. Barriers wait for one at a time, and a later one of
  /// the same topic proves an earlier one.
  public static final int PASSED_KEPT = 8;

  public CommitNote {
    passed = List.copyOf(passed);
  }
}
