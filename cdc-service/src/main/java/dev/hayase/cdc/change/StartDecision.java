package dev.hayase.cdc.change;

import dev.hayase.cdc.change.CapturePosition.Stage;
import dev.hayase.event.SequenceNumber;
import java.util.Optional;
import java.util.TreeSet;

/// How a capture begins, given what Kafka and the database say of the last one.
public sealed interface StartDecision {

  /// Read the tables first, on a slot of its own making.
  ///
  /// @param from the position before the first record
  record Snapshot(CapturePosition from) implements StartDecision {}

  /// Go on where the last capture ended.
  record Resume(CapturePosition from) implements StartDecision {}

  /// The log from the last position on is not to be had: going on would lose changes silently.
  record Refuse(String problem, String remedy) implements StartDecision {}

  /// @param stored the last committed position
  /// @param slot the slot of the configured name, where there is one
  /// @param unixSeconds now
  static StartDecision of(
      String source,
      String slotName,
      Optional<CapturePosition> stored,
      Optional<SlotState> slot,
      long unixSeconds) {
    if (stored.isEmpty()) {
      return fresh(source, slotName, new SequenceNumber(unixSeconds, 0));
    }
    CapturePosition last = stored.get();
    if (!last.slot().equals(slotName)) {
      long epoch = SequenceNumber.epochAfter(last.sequence().epoch(), unixSeconds);
      return fresh(source, slotName, new SequenceNumber(epoch, 0));
    }
    return last.stage() == Stage.SNAPSHOT
        ? fresh(source, slotName, last.sequence())
        : resume(last, slot);
  }

  private static StartDecision fresh(String source, String slotName, SequenceNumber sequence) {
    return new Snapshot(
        new CapturePosition(
            source,
            slotName,
            sequence,
            Stage.SNAPSHOT,
            LogPlace.afterCommit(0),
            0,
            new TreeSet<>()));
  }

  private static StartDecision resume(CapturePosition last, Optional<SlotState> slot) {
    String remedy =
        "Changes since then cannot be read any more: give the source a new slot name,"
            + " and it takes a new snapshot";
    if (slot.isEmpty()) {
      return new Refuse("does not exist, though the capture has read from it", remedy);
    }
    SlotState state = slot.get();
    if (!state.lost().isEmpty()) {
      return new Refuse("is invalid (%s)".formatted(state.lost()), remedy);
    }
    if (Long.compareUnsigned(state.confirmed(), last.place().commit()) > 0) {
      return new Refuse(
          "stands beyond what the capture has read: it was made anew, or moved", remedy);
    }
    return new Resume(last);
  }
}
