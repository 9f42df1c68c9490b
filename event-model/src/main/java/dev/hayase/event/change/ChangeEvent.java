package dev.hayase.event.change;

import dev.hayase.event.wire.MalformedRecordException;
import org.jspecify.annotations.Nullable;

/// One change of one row: the value of a record on a [change
/// topic][dev.hayase.event.topic.ChangeTopic].
///
/// Its wire form is Debezium's envelope without the inline schema block. An envelope with one
/// (`schemas.enable=true`, as an existing Debezium installation may write) is read as well.
///
/// @param before the row before; null for created and snapshot rows, and where the source does not
///   log it
/// @param after the row after; null for deleted rows only
public record ChangeEvent(
    Operation operation, @Nullable RowImage before, @Nullable RowImage after, Origin origin) {

  public ChangeEvent {
    boolean deleted = operation == Operation.DELETE;
    if (deleted == (after != null)) {
      throw new MalformedRecordException(
          "A change with op '%s' has %s row after it"
              .formatted(operation.code(), deleted ? "a" : "no"));
    }
  }

  /// The row that this change leaves, or the last that was known of it: `after`, else `before`.
  ///
  /// @throws MalformedRecordException when a delete came without the row before it
  public RowImage row() {
    RowImage row = after != null ? after : before;
    if (row == null) {
      throw new MalformedRecordException("A delete carries no row: neither before nor after");
    }
    return row;
  }

  /// The record value.
  ///
  /// @param capturedMicros when the capture handled the change, microseconds since 1970
  public byte[] toJson(long capturedMicros) {
    return Envelope.write(this, capturedMicros);
  }

  /// Reads a record value. The row images are slices of it.
  ///
  /// @throws MalformedRecordException when it is no envelope
  public static ChangeEvent fromJson(byte[] json) {
    return Envelope.read(json);
  }
}
