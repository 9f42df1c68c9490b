package dev.hayase.benchmarks.faults.workload;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import org.jspecify.annotations.Nullable;

/// A record of a table's topic.
public sealed interface Change {
  WorkloadTable table();

  int partition();

  SequenceNumber sequence();

  /// A row, or what should be one.
  ///
  /// @param fingerprint of the schema that it names
  /// @param key JSON; null without one
  /// @param value JSON; null for a tombstone
  /// @param snapshotId of the snapshot that read it
  record Row(
      WorkloadTable table,
      int partition,
      SequenceNumber sequence,
      String fingerprint,
      @Nullable String key,
      @Nullable String value,
      @Nullable String snapshotId,
      Fate fate)
      implements Change {}

  /// One copy of a control record.
  record Control(WorkloadTable table, int partition, SequenceNumber sequence, ControlRecord control)
      implements Change {}
}
