package dev.hayase.cdc.source;

import dev.hayase.event.topic.ChangeTopic;
import java.util.List;

/// A table of the source, and whether it can be captured.
///
/// @param primaryKey its columns in the key's order; empty when there is none
/// @param unpublishedColumns generated columns that the log does not hold
/// @param estimatedRows by the server's statistics; 0 when it has none
/// @param obstacle why it cannot be captured, with the statement that changes that; empty when it
///   can
public record TableInspection(
    ChangeTopic topic,
    List<String> primaryKey,
    List<String> unpublishedColumns,
    long estimatedRows,
    String obstacle) {
  public TableInspection {
    primaryKey = List.copyOf(primaryKey);
    unpublishedColumns = List.copyOf(unpublishedColumns);
  }

  /// Whether it can be captured.
  public boolean isEligible() {
    return obstacle.isEmpty();
  }
}
