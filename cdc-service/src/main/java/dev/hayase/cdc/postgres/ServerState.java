package dev.hayase.cdc.postgres;

import dev.hayase.cdc.runway.LogUsage;
import dev.hayase.cdc.runway.LogUsage.SizeLimit;
import dev.hayase.pipeline.WalBudget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a server says of itself and of our slot, at one moment. Positions are bytes since the
/// beginning of the log.
///
/// @param micros the server's time
/// @param system the cluster's own number, and the timeline that it is on
/// @param written to where the log is written
/// @param slot empty when there is none of the name
/// @param sender who reads from the slot; empty when nobody does
record ServerState(
    long micros,
    boolean standby,
    Identity system,
    long written,
    Optional<Held> slot,
    Optional<Sender> sender) {

  /// Which server it is. A fail-over changes the timeline, a restored backup both or the timeline,
  /// another cluster the number.
  ///
  /// @param system empty when we may not know
  record Identity(String system, String timeline) {}

  /// What the slot holds.
  ///
  /// @param status `reserved`, `extended`, `unreserved` or `lost`
  /// @param safeBytes that can be written before the slot may be lost; empty without a limit
  /// @param lost why it can no longer be read; empty when it can
  record Held(String status, Optional<Long> safeBytes, long restart, long confirmed, String lost) {}

  /// @param sent to where the log was read for us
  /// @param silentSeconds since it heard of us; empty when it never did
  record Sender(int pid, long sent, Optional<Double> silentSeconds) {}

  static final String SERVER_LIMIT = "max_slot_wal_keep_size";
  static final String BUDGET = "wal-budget";

  /// The bytes that the slot keeps the server from removing.
  long heldBytes() {
    return slot.map(held -> Math.max(0, written - held.restart())).orElse(0L);
  }

  /// Empty when there is no slot that can be read.
  Optional<LogUsage> usage(Optional<WalBudget> budget) {
    return slot.filter(held -> held.lost().isEmpty())
        .map(held -> {
          List<SizeLimit> limits = new ArrayList<>();
          held.safeBytes().ifPresent(bytes -> limits.add(new SizeLimit(SERVER_LIMIT, bytes)));
          budget.ifPresent(b -> limits.add(new SizeLimit(BUDGET, b.size().bytes() - heldBytes())));
          return new LogUsage(
              Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              written,
              heldBytes(),
              Math.max(0, written - held.confirmed()),
              limits,
              Optional.empty());
        });
  }
}
