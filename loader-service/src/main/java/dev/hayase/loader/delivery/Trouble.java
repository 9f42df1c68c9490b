package dev.hayase.loader.delivery;

import dev.hayase.loader.delivery.TableStatus.Episode;
import dev.hayase.loader.delivery.TableStatus.State;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.loader.outcome.Verdict.Pace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is wrong with a table now: said once to the log, and always to whoever asks.
///
/// Parts of a table fail and heal by themselves: a lane, its preparation, a barrier. Each has an
/// episode of its own, from its first failure until it works again; the table's status is its
/// gravest. The log hears of the table's first episode and of each graver state that follows, and
/// not again before all is well.
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final String HALTED = "halted";
  private static final String RULE_SPREADS = "rule-spreads";

  private final String topic;
  private final String table;
  private final LoaderMetrics metrics;
  private final InstantSource clock;
  private final Map<Object, Part> parts = new LinkedHashMap<>();
  private final Set<State> told = EnumSet.noneOf(State.class);
  private volatile TableStatus status;

  private record Part(State state, Episode episode) {}

  Trouble(String topic, String table, LoaderMetrics metrics, InstantSource clock) {
    this.topic = topic;
    this.table = table;
    this.metrics = metrics;
    this.clock = clock;
    this.status = new TableStatus(topic, table, "", State.LOADING, Optional.empty());
  }

  /// May be asked by any thread.
  TableStatus status() {
    return status;
  }

  void mode(String mode) {
    status = new TableStatus(topic, table, mode, status.state(), status.episode());
  }

  /// BigQuery failed a part of the table.
  ///
  /// @param nextAttemptMillis when the part tries again
  void failed(Object part, Failure failure, Verdict verdict, long nextAttemptMillis) {
    metrics.failed(topic, failure.code());
    Optional<Instant> next = Optional.of(Instant.ofEpochMilli(nextAttemptMillis));
    Optional<String> remedy = FailurePolicy.remedy(failure);
    switch (verdict) {
      case Verdict.HaltTable _ ->
          become(part, State.HALTED, failure.code(), failure.detail(), remedy, next);
      case Verdict.Retry(Pace pace) ->
          become(
              part,
              pace == Pace.SETUP ? State.HALTED : State.BACKING_OFF,
              failure.code(),
              failure.detail(),
              remedy,
              next);
      case Verdict.WaitForSchema _ ->
          become(part, State.BACKING_OFF, failure.code(), failure.detail(), remedy, next);
      case Verdict.Applied _,
          Verdict.ParkRows _,
          Verdict.ReplaceStream _,
          Verdict.Split _,
          Verdict.Yield _ -> {}
    }
  }

  /// An operator has to act.
  ///
  /// @param code what it is, in one word
  void halted(Object part, String code, String reason, String remedy, Optional<Instant> next) {
    become(part, State.HALTED, code, reason, Optional.of(remedy), next);
  }

  /// As [#halted(Object, String, String, String, Optional)], of something that has no other name.
  void halted(Object part, String reason, String remedy) {
    halted(part, HALTED, reason, remedy, Optional.empty());
  }

  /// BigQuery refuses rows of a part by rules that the table has no longer. Its words are not told:
  /// they may quote a row.
  void ruleSpreads(Object part, long nextAttemptMillis) {
    become(
        part,
        State.BACKING_OFF,
        RULE_SPREADS,
        "rows wait that BigQuery refuses, since the table changed and may have had a rule against them",
        Optional.of(
            "Nothing: a dropped rule takes up to ten minutes to leave BigQuery's write service. Rows"
                + " that it refuses after that go to the dead letters"),
        Optional.of(Instant.ofEpochMilli(nextAttemptMillis)));
  }

  /// Something is awaited that comes by itself.
  ///
  /// @param code what it is, in one word
  void waiting(Object part, String code, String reason) {
    Part before = parts.get(part);
    if (before != null && before.state() == State.WAITING) {
      return;
    }
    become(part, State.WAITING, code, reason, Optional.empty(), Optional.empty());
  }

  /// The part works again, or is gone.
  void over(Object part) {
    if (parts.remove(part) != null) {
      publish();
    }
  }

  private void become(
      Object part,
      State state,
      String code,
      String reason,
      Optional<String> remedy,
      Optional<Instant> next) {
    Part before = parts.get(part);
    Episode episode =
        before == null
            ? new Episode(code, reason, remedy, clock.instant(), 1, next)
            : new Episode(
                code,
                reason,
                remedy,
                before.episode().since(),
                before.episode().attempts() + 1,
                next);
    parts.put(part, new Part(state, episode));
    publish();
  }

  private void publish() {
    Optional<Part> gravest = parts.values().stream().max(Comparator.comparing(Part::state));
    State state = gravest.map(Part::state).orElse(State.LOADING);
    status = new TableStatus(topic, table, status.mode(), state, gravest.map(Part::episode));
    metrics.troubled(
        topic,
        gravest.filter(part -> part.state() != State.WAITING).map(part -> part.episode().since()));
    if (state == State.LOADING) {
      tellThatItIsOver();
    } else if (told.stream().noneMatch(already -> already.compareTo(state) >= 0)) {
      told.add(state);
      tell(state, gravest.get().episode());
    }
  }

  private void tell(State state, Episode episode) {
    if (state == State.WAITING) {
      LOG.atDebug()
          .addKeyValue("topic", topic)
          .addKeyValue("reason", episode.reason())
          .log("The table waits");
      return;
    }
    LOG.atWarn()
        .addKeyValue("topic", topic)
        .addKeyValue("table", table)
        .addKeyValue("state", state.code())
        .addKeyValue("code", episode.code())
        .addKeyValue("reason", episode.reason())
        .addKeyValue("remedy", episode.remedy().orElse("none"))
        .log("The table is not loading; its records stay in Kafka");
  }

  private void tellThatItIsOver() {
    if (told.contains(State.BACKING_OFF) || told.contains(State.HALTED)) {
      LOG.atInfo()
          .addKeyValue("topic", topic)
          .addKeyValue("table", table)
          .log("The table loads again");
    }
    told.clear();
  }
}
