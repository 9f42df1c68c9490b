package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.topic.ChangeTopic;
import org.jspecify.annotations.Nullable;

/// A record for a table's topic. Its bytes are handed on as they are; nobody compares records.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Outgoing {
  /// The most bytes of a record: rows may be large, as documents and pictures.
  int LARGEST = 20 * 1024 * 1024;

  /// The table's topic.
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

  /// In place of a change that cannot be a record, for the source's own topic
  /// [dev.hayase.event.topic.Topics#unwritten].
  ///
  /// @param key of the record that is missing; null when there is none, or it cannot be written
  /// @param value where the change stands
  record Letter(
      ChangeTopic topic,
      SequenceNumber sequence,
      byte @Nullable [] key,
      byte[] value,
      long commitMicros,
      Why why)
      implements Outgoing {

    /// @param code one stable word
    /// @param column the one at fault, where one is
    public record Why(String code, String reason, @Nullable String column, String remedy) {}
  }

  /// One partition's copy of what happened to the whole table.
  record Control(
      ChangeTopic topic,
      SequenceNumber sequence,
      int partition,
      byte[] value,
      ControlRecord.Kind kind)
      implements Outgoing {}
}
