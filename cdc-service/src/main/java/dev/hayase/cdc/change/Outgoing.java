package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.topic.ChangeTopic;
import org.jspecify.annotations.Nullable;

/// A record for a table's topic. Its bytes are handed on as they are; nobody compares records.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Outgoing {
  ChangeTopic topic();

  SequenceNumber sequence();

  byte[] value();

  /// A change of a row, or a row of a snapshot.
  ///
  /// @param key null when the table has no primary key
  /// @param fingerprint of the row's schema
  /// @param snapshotId null for a change from the log
  record Row(
      ChangeTopic topic,
      SequenceNumber sequence,
      byte @Nullable [] key,
      byte[] value,
      String fingerprint,
      @Nullable String snapshotId)
      implements Outgoing {}

  /// One partition's copy of what happened to the whole table.
  record Control(
      ChangeTopic topic,
      SequenceNumber sequence,
      int partition,
      byte[] value,
      ControlRecord.Kind kind)
      implements Outgoing {}
}
