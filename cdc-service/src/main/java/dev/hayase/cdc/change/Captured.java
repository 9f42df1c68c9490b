package dev.hayase.cdc.change;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Operation;
import dev.hayase.event.topic.ChangeTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the engine hands over, in the order of the source's log.
public sealed interface Captured {

  /// A row that a snapshot read.
  ///
  /// @param lastOfTable whether the table's snapshot ends with it
  record SnapshotRow(
      ChangeTopic table,
      TableShape shape,
      List<@Nullable String> row,
      long readMicros,
      String database,
      long startCommit,
      boolean lastOfTable)
      implements Captured {}

  /// The next change in the log.
  sealed interface Logged extends Captured {
    /// End of the last commit before the change's transaction.
    long commit();

    /// The change's own log sequence number.
    long lsn();
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
      Transaction transaction,
      long commit,
      long lsn)
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

  /// The transaction of a change.
  ///
  /// @param commitMicros when it committed, by the source's clock
  record Transaction(long commitMicros, long id, String database) {}

  /// A table was emptied.
  record Truncated(ChangeTopic table, long commitMicros, long commit, long lsn) implements Logged {}

  /// A marker, ours or another's.
  ///
  /// @param own whether this source's capture wrote it
  record Marker(boolean own, long commitMicros, long commit, long lsn) implements Logged {}

  /// No change, only how far the log was read.
  ///
  /// @param commit end of the last commit that was read completely
  record Heartbeat(long commit) implements Captured {}
}
