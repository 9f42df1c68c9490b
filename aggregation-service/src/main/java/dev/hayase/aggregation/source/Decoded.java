package dev.hayase.aggregation.source;

import dev.hayase.engine.value.Row;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import org.jspecify.annotations.Nullable;

/// What a record says.
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public sealed interface Decoded {

  /// The source's row of that key is now this one.
  ///
  /// @param row null when there is none any more
  record Change(byte[] key, SequenceNumber sequence, @Nullable Row row) implements Decoded {}

  /// Something happened to the whole table.
  record Control(ControlRecord control, SequenceNumber sequence) implements Decoded {}

  /// Something happened, once.
  ///
  /// @param id names the event, also when it was sent twice
  /// @param order sorts as the topic's partition does
  record Event(byte[] id, byte[] order, Row row) implements Decoded {}

  /// The record cannot be read; the ones behind it can.
  ///
  /// @param code one stable word for why
  record Unreadable(String code, String reason, String remedy) implements Decoded {}

  /// This version must read nothing more of the topic.
  record Halting(String reason, String remedy) implements Decoded {}
}
