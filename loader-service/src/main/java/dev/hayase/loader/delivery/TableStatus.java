package dev.hayase.loader.delivery;

import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.pipeline.knob.TableKnobs.Turned;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How a table is doing, for operators.
///
/// @param episode the trouble that it is in
public record TableStatus(
    String topic, String table, String mode, State state, Optional<Episode> episode) {
  private static final String PAUSED_CODE = "paused";

  /// States, the graver the later.
  public enum State {
    /// Records flow, or there are none.
    LOADING,
    /// A barrier, a schema or a table is awaited.
    WAITING,
    /// Its operator has paused it.
    PAUSED,
    /// BigQuery does not take records now; they are offered again, more and more seldom.
    BACKING_OFF,
    /// Nothing happens before an operator acts.
    HALTED;

    /// As the actuator endpoints write it.
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// A time of trouble, from its first failure until records flow again.
  ///
  /// @param code what it is, in one word that never changes
  /// @param reason why records do not flow, in BigQuery's words where it gave some
  /// @param remedy what the operator can do; empty when nothing is needed
  /// @param attempts that failed since then
  /// @param nextAttempt when it is tried again; empty when that is not known
  public record Episode(
      String code,
      String reason,
      Optional<String> remedy,
      Instant since,
      int attempts,
      Optional<Instant> nextAttempt) {}

  /// The same while its operator has paused it.
  TableStatus paused(Turned turned) {
    Episode pause =
        new Episode(
            PAUSED_CODE,
            "paused by " + turned.by(),
            Optional.of("Nothing is lost. To go on: ./hayase tune " + topic + " paused=default"),
            turned.at(),
            0,
            turned.until());
    return new TableStatus(topic, table, mode, State.PAUSED, Optional.of(pause));
  }

  /// The same while no table may send because the project's quota is used up, unless it has graver
  /// trouble of its own.
  TableStatus braked(Instant since) {
    if (state.compareTo(State.BACKING_OFF) >= 0) {
      return this;
    }
    Failure refused =
        new Failure.QuotaExceeded(
            "the project's quota is used up: all tables wait while one request at a time tries");
    Episode wait =
        new Episode(
            refused.code(),
            refused.detail(),
            FailurePolicy.remedy(refused),
            since,
            0,
            Optional.empty());
    return new TableStatus(topic, table, mode, State.BACKING_OFF, Optional.of(wait));
  }

  /// Why it is not loading.
  public Optional<String> reason() {
    return episode.map(Episode::reason);
  }

  /// What to do about it.
  public Optional<String> remedy() {
    return episode.flatMap(Episode::remedy);
  }
}
