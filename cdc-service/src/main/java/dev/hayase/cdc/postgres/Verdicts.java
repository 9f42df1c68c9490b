package dev.hayase.cdc.postgres;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.cdc.postgres.ServerState.Held;
import dev.hayase.cdc.postgres.ServerState.Identity;
import dev.hayase.cdc.source.Lookout.Sighting;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.PostgresSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What follows from what a server says, given what it said before. Asks nobody; used by one
/// thread.
final class Verdicts {
  private static final long MEBIBYTE = 1L << 20;

  private final PostgresSource source;
  private final Duration silence;
  private @Nullable Identity first;
  private boolean hadSlot;
  private String otherServer = "";

  Verdicts(PostgresSource source, Duration silence) {
    this.source = source;
    this.silence = silence;
  }

  /// @param publication what is wrong with it, if so
  /// @param running whether a stream runs
  Sighting of(ServerState state, Optional<String> publication, boolean running) {
    Optional<Failure> slot = slot(state);
    Optional<Failure> failure =
        otherServer(state)
            .or(() -> standby(state))
            .or(() -> slot)
            .or(() -> publication.map(problem -> publication(source, problem)));
    return new Sighting(
        running ? failure : Optional.empty(),
        state.usage(source.walBudget()),
        warnings(state),
        isSending(state));
  }

  private Optional<Failure> otherServer(ServerState state) {
    Identity before = first;
    first = state.system();
    if (before == null || state.standby() || before.equals(state.system())) {
      return Optional.empty();
    }
    boolean sameCluster = before.system().equals(state.system().system());
    otherServer =
        sameCluster
            ? "since %s the server is on timeline %s instead of %s: it failed over, or was restored"
                .formatted(at(state), state.system().timeline(), before.timeline())
            : "since %s another cluster answers (%s instead of %s)"
                .formatted(at(state), state.system().system(), before.system());
    return Optional.of(
        new Failure(
            Kind.FAILED_OVER,
            "sources.%s.host: '%s' leads to another server: %s"
                .formatted(source.name(), source.host(), otherServer),
            "Nothing if the slot came along (PostgreSQL 17: a slot with failover, sync_replication_slots = on"
                + " on the standby); else run: ./hayase restart %s --from-now --resnapshot-gap"
                    .formatted(source.name())));
  }

  private Optional<Failure> standby(ServerState state) {
    return state.standby()
        ? Optional.of(
            new Failure(
                Kind.FAILED_OVER,
                "sources.%s.host: '%s' is a standby now".formatted(source.name(), source.host()),
                "Write the primary's address, or one that follows it"))
        : Optional.empty();
  }

  /// A stream that begins with a snapshot makes its slot itself.
  private Optional<Failure> slot(ServerState state) {
    boolean had = hadSlot;
    hadSlot = state.slot().isPresent();
    if (state.slot().isEmpty()) {
      return !had
          ? Optional.empty()
          : Optional.of(
              SlotState.placeLost(source, "does not exist any more: somebody dropped it"));
    }
    return state
        .slot()
        .map(Held::lost)
        .filter(lost -> !lost.isEmpty())
        .map(lost -> SlotState.placeLost(source, SlotState.invalid(lost)));
  }

  /// What the log may lack since the publication was like that.
  static Failure publication(PostgresSource source, String problem) {
    return new Failure(
        Kind.PUBLICATION_CHANGED,
        "sources.%s.publication: '%s' %s".formatted(source.name(), source.publication(), problem),
        "It is put right if the role may, and these tables are read anew, since what changed in them"
            + " meanwhile is not in the log for us; of tables without a primary key or in mode history it"
            + " stays missing. Only ./hayase remove-table takes a table out without loss");
  }

  private List<String> warnings(ServerState state) {
    List<String> warnings = new ArrayList<>();
    if (!otherServer.isEmpty()) {
      warnings.add(otherServer);
    }
    state
        .slot()
        .filter(held -> held.status().equals("unreserved"))
        .ifPresent(held ->
            warnings.add(
                "the slot holds more log than max_slot_wal_keep_size, and is lost with the next"
                    + " checkpoint unless the capture catches up. Run, as superuser: ALTER SYSTEM SET"
                    + " max_slot_wal_keep_size = '...'; SELECT pg_reload_conf()"));
    source
        .walBudget()
        .filter(budget -> state.heldBytes() >= budget.warnBytes())
        .ifPresent(budget ->
            warnings.add(
                "the slot holds %s of the server's log, of a wal-budget of %s; beyond it: %s. Find out why"
                        .formatted(
                            size(state.heldBytes()), budget.size(), budget.whenPassed().word())
                    + " the capture is behind, or make the server's disk and the budget larger"));
    return warnings;
  }

  /// The server is at work for us while it hears of us and has not sent all that there is.
  private boolean isSending(ServerState state) {
    return state
        .sender()
        .filter(sender -> sender.sent() + MEBIBYTE < state.written())
        .flatMap(ServerState.Sender::silentSeconds)
        .filter(seconds -> seconds < silence.toSeconds())
        .isPresent();
  }

  /// The slot was dropped, since it held this much.
  Failure dropped(long heldBytes) {
    return new Failure(
        Kind.BUDGET_PASSED,
        "sources.%s.wal-budget: the slot '%s' held %s of the server's log and was dropped, as"
                .formatted(source.name(), source.slot(), size(heldBytes))
            + " when-passed: drop-slot says; what changed since its place is lost to the capture",
        "Run: ./hayase restart %s --from-now --resnapshot-gap".formatted(source.name()));
  }

  private static String size(long bytes) {
    return bytes >= 10 * MEBIBYTE
        ? ByteSize.ofMebibytes(bytes / MEBIBYTE).toString()
        : new ByteSize(bytes).toString();
  }

  private static Instant at(ServerState state) {
    return Instant.EPOCH.plus(state.micros(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
  }
}
