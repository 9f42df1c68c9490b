package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.LogGap;
import dev.hayase.cdc.change.WalPlace;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.pipeline.PostgresSource;
import java.util.Optional;

/// A replication slot as the server describes it.
///
/// @param active whether somebody reads from it now
/// @param confirmed up to where the server was told that the log is read
/// @param lost why the slot can no longer be read; empty when it can
record SlotState(
    String name, String plugin, String database, boolean active, long confirmed, String lost) {
  /// What keeps a capture from reading on from a place.
  ///
  /// @param slot empty when there is none of the name
  static Optional<LogGap> gap(
      String sourceName, String slotName, Optional<SlotState> slot, WalPlace place) {
    return slot.map(state -> state.problem(place))
        .orElse(Optional.of("does not exist, though the capture has read from it"))
        .map(problem -> new LogGap("slot", slotName, problem, remedy(sourceName)));
  }

  /// The same for a stream that runs.
  static Failure placeLost(PostgresSource source, String problem) {
    return new Failure(
        Kind.PLACE_LOST,
        "sources.%s.slot: '%s' %s".formatted(source.name(), source.slot(), problem),
        remedy(source.name()));
  }

  private static String remedy(String sourceName) {
    return "What changed since its place cannot be read from the log any more. Run: ./hayase restart"
        + " %s --from-now --resnapshot-gap; or give the source a new slot name, and it takes a new snapshot"
            .formatted(sourceName);
  }

  /// Why a slot cannot be read, in the server's word and in plain ones.
  static String invalid(String reason) {
    return "is invalid (%s)%s"
        .formatted(
            reason,
            switch (reason) {
              case "wal_removed" ->
                  ": it held more log than max_slot_wal_keep_size, and the server removed it";
              case "idle_timeout" ->
                  ": nobody read from it for longer than idle_replication_slot_timeout";
              case "wal_level_insufficient" -> ": wal_level was lowered";
              case "rows_removed" -> ": the standby removed rows that it still needed";
              default -> "";
            });
  }

  private Optional<String> problem(WalPlace place) {
    if (!lost.isEmpty()) {
      return Optional.of(invalid(lost));
    }
    return Long.compareUnsigned(confirmed, place.commit()) > 0
        ? Optional.of("stands beyond what the capture has read: it was made anew, or moved")
        : Optional.empty();
  }
}
