package dev.hayase.cdc.change;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the engine hands over, in the order of the source's log. Values are the texts that the
/// columns' writers know.
public sealed interface Captured {

  /// A row that a snapshot read.
  ///
  /// @param origin its time is that of reading
  /// @param lastOfTable whether the table's snapshot ends with it
  record SnapshotRow(
      ChangeTopic table,
      TableShape shape,
      List<@Nullable String> row,
      Origin origin,
      boolean lastOfTable)
      implements Captured {}

  /// What comes next in the log.
  sealed interface Logged extends Captured {
    /// Everything up to there was read when this is handled.
    LogPlace place();
  }

  /// A row was created, updated or deleted.
  ///
  /// @param before null where the log does not hold it
  /// @param after null for a delete; a value that the log leaves out because an update did not
  ///   touch it is [#UNCHANGED]
  record RowChange(
      ChangeTopic table,
      TableShape shape,
      Operation operation,
      @Nullable List<@Nullable String> before,
      @Nullable List<@Nullable String> after,
      Origin origin,
      LogPlace place)
      implements Logged {
    /// Stands for a value that the log leaves out, known by its identity: no text of a user's is
    /// mistaken for it.
    @SuppressWarnings("StringOperationCanBeSimplified")
    public static final String UNCHANGED = new String("unchanged");

    /// Whether a value is missing because the update did not touch it.
    @SuppressWarnings("ReferenceEquality")
    public static boolean isUnchanged(@Nullable String value) {
      return value == UNCHANGED;
    }
  }

  /// A table was emptied.
  record Truncated(ChangeTopic table, long commitMicros, LogPlace place) implements Logged {}

  /// Every transaction that committed by then stands before this place.
  ///
  /// @param commitMicros by the source's clock, microseconds since 1970
  record Marker(long commitMicros, LogPlace place) implements Logged {}

  /// A chunk of a table was about to be read here, or was read.
  ///
  /// @param commitMicros by the source's clock, microseconds since 1970
  record ChunkEdge(ChunkMark mark, long commitMicros, LogPlace place) implements Logged {}

  /// Nothing of ours, only how far the log was read.
  record Heartbeat(LogPlace place) implements Logged {}
}
