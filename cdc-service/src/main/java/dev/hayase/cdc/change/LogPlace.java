package dev.hayase.cdc.change;

import dev.hayase.event.wire.MalformedRecordException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a source's log, exact to the single change. What stands before it, it included, was
/// handled; a log that is read again from a little before tells the rest by [#precedes].
public sealed interface LogPlace permits BinlogPlace, WalPlace {

  /// Whether a change at `other`, of the same log, comes after this place. Asked only of changes
  /// that a restart from this place can deliver.
  boolean precedes(LogPlace other);

  /// The place before the first change of the transaction that this one is in.
  LogPlace beforeTransaction();

  /// Writes the place's parts into an object of its own.
  void writeTo(ObjectNode offset);

  /// Reads what [#writeTo] wrote.
  ///
  /// @throws MalformedRecordException when it is something else
  static LogPlace of(JsonNode offset) {
    if (offset.has(WalPlace.COMMIT)) {
      return WalPlace.of(offset);
    }
    if (offset.has(BinlogPlace.FILE)) {
      return BinlogPlace.of(offset);
    }
    throw new MalformedRecordException("A place in a log has none of the known forms");
  }
}
