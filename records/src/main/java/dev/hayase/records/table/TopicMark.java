package dev.hayase.records.table;

import java.util.Optional;

/// Marks a table with the topic that it takes rows of: not its name, which [Owner] has, but the id
/// that Kafka gave it when it was made.
///
/// Kafka forgets a group's offsets when it deletes a topic. The table alone remembers then that its
/// rows, and the partitions and offsets in them, are of another topic than the one that has the
/// name now.
public final class TopicMark {
  /// The label of the table that holds the mark.
  public static final String LABEL = "hayase-topic-id";

  private TopicMark() {}

  /// The mark of a topic. A hash, since labels hold only 63 characters of few kinds.
  public static String of(String topicId) {
    return Owner.of(topicId);
  }

  /// The mark that the table lacks; empty when it has one.
  public static Optional<String> missing(PresentTable present, Optional<String> topicId) {
    return present.topicMark().isPresent() ? Optional.empty() : topicId.map(TopicMark::of);
  }

  /// Why rows of the topic cannot go into the table; empty when they can.
  public static Optional<TableChange.Refused> refusal(
      TableDefinition wanted, PresentTable present, Optional<String> topicId) {
    if (present.topicMark().isEmpty()
        || topicId.isEmpty()
        || present.topicMark().get().equals(of(topicId.get()))) {
      return Optional.empty();
    }
    TableRef table = wanted.ref();
    return Optional.of(
        new TableChange.Refused(
            "the topic was deleted and made anew since table " + table + " was last loaded",
            wanted.mode().appends()
                ? "Set another table: for this topic in pipeline.yaml and restart the loader, or drop the table: its"
                    + " partitions and offsets are the former topic's"
                : "Take a new snapshot of the source's table, since changes may be lost; then run"
                    + " bq update --clear_label %s %s:%s.%s"
                        .formatted(LABEL, table.project(), table.dataset(), table.table())));
  }
}
