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
  /// @param number the change's place in the source's order; sorts, unsigned, as that does
  /// @param row null when there is none any more
  record Change(byte[] key, byte[] number, @Nullable Row row) implements Decoded {}

  /// Something happened to the whole table.
  record Control(ControlRecord control, SequenceNumber sequence) implements Decoded {}

  /// The table was emptied, as another capture says it.
  ///
  /// @param below the rows whose number is less are gone
  record Truncate(byte[] below) implements Decoded {}

  /// Something happened, once.
  ///
  /// @param id names the event, also when it was sent twice
  /// @param order sorts as the topic's partition does
  record Event(byte[] id, byte[] order, Row row) implements Decoded {}

  /// Nothing that a table would show: a tombstone behind a deletion.
  record Nothing() implements Decoded {
    public static final Nothing INSTANCE = new Nothing();
  }

  /// The record cannot be read; the ones behind it can.
  ///
  /// @param code one stable word for why
  record Unreadable(String code, String reason, String remedy) implements Decoded {}

  /// This version must read nothing more of the topic.
  record Halting(String reason, String remedy) implements Decoded {}
}
