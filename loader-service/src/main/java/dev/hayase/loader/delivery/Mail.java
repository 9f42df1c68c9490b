package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.fold.Superseded;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.Outcome;
import dev.hayase.loader.store.GroupPositions.Committed;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// What a table's thread is told.
sealed interface Mail {

  /// The partition is ours.
  ///
  /// @param halt why it must not be loaded
  record Assigned(int partition, Assignment assignment, Optional<Halt> halt) implements Mail {}

  /// The partition is no longer ours.
  record Revoked(int partition) implements Mail {}

  /// Records, and the offset after everything that Kafka had up to them.
  record Received(int partition, List<SourceRecord> records, long nextOffset) implements Mail {}

  /// A lane got its connection, or did not.
  record LaneOpened(Lane lane, long connection, Outcome<Opener.Opened> outcome) implements Mail {}

  /// BigQuery answered a request.
  record Answered(Lane lane, long connection, Flight.Sent sent, Optional<Failure> failure)
      implements Mail {}

  /// The dead-letter topic has an entry's record, or does not.
  record ParkingDone(Parked parked, boolean succeeded) implements Mail {}

  /// A record on its way to the dead letters.
  record Parked(Batch.Entry entry, Refusal refusal) {}

  /// A range of the partition was folded, or could not be.
  record Folded(PartitionLoad load, Optional<Superseded> superseded) implements Mail {}

  /// The table was prepared for a schema, or could not be.
  record Prepared(String schemaKey, Preparation.Result result) implements Mail {}

  /// INT64 columns are about to become FLOAT64.
  ///
  /// @param clear completed when no integer that they would not hold is on its way
  record Widening(Set<String> columns, CompletableFuture<Void> clear) implements Mail {}

  /// What the group has committed and where the topic ends, asked for by a barrier.
  record GroupSeen(Map<Integer, Committed> committed, Map<Integer, Long> ends) implements Mail {}

  /// Rows that a truncate or a snapshot left behind are to be deleted.
  record SweepRows(Sweep sweep, List<byte[]> deletions) implements Mail {}

  /// BigQuery's write service has learnt of a change of the table.
  record SchemaSpread() implements Mail {}

  /// A sweep has named all its rows, or failed.
  record SweepEnded(Sweep sweep, Optional<Failure> failure) implements Mail {}

  /// Records are to be loaded beside the live flow.
  record SideBegins(SideRun run) implements Mail {}

  /// A run's records, and the offset up to which there are no others.
  record SideReceived(SideRun run, List<SourceRecord> records, long nextOffset) implements Mail {}

  /// The run is over, or given up.
  record SideEnds(SideRun run) implements Mail {}

  /// A request may go now, or knobs were turned.
  record LookAgain() implements Mail {}

  /// Send what is there without waiting for more.
  record Flush() implements Mail {}

  /// No more mail will come.
  record Stop() implements Mail {}
}
