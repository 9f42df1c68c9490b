package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.WalPlace;
import java.util.Optional;

/// A replication slot as the server describes it.
///
/// @param active whether somebody reads from it now
/// @param confirmed up to where the server was told that the log is read
/// @param lost why the slot can no longer be read; empty when it can
record SlotState(
    String name, String plugin, String database, boolean active, long confirmed, String lost) {
  private static final String REMEDY =
      "Changes since then cannot be read any more: give the source a new slot name,"
          + " and it takes a new snapshot";

  /// What keeps a capture from reading on from a place.
  ///
  /// @param slot empty when there is none of the name
  static Optional<LogGap> gap(String slotName, Optional<SlotState> slot, WalPlace place) {
    return slot.map(state -> state.problem(place))
        .orElse(Optional.of("does not exist, though the capture has read from it"))
        .map(problem -> new LogGap("slot", slotName, problem, REMEDY));
  }

  private Optional<String> problem(WalPlace place) {
    if (!lost.isEmpty()) {
      return Optional.of("is invalid (%s)".formatted(lost));
    }
    return Long.compareUnsigned(confirmed, place.commit()) > 0
        ? Optional.of("stands beyond what the capture has read: it was made anew, or moved")
        : Optional.empty();
  }
}
