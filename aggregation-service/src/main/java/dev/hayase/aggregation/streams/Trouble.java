package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.status.AggregationStatus.State;
import dev.hayase.aggregation.status.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why an aggregation does not run, and what becomes of it. Told by one thread, read by any.
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final String aggregation;
  private final InstantSource clock;
  private final Patience patience = new Patience();
  private volatile Verdict verdict = new Verdict.Early("It is being prepared");

  Trouble(String aggregation, InstantSource clock) {
    this.aggregation = aggregation;
    this.clock = clock;
  }

  /// There is none any more.
  void passed() {
    verdict = new Verdict.Early("It has begun");
  }

  /// Something has ended the aggregation.
  ///
  /// @return how long to wait before it is begun again; empty when it is halted
  Optional<Duration> met(Throwable failure) {
    Verdict met = Verdict.of(failure);
    Optional<Duration> pause =
        switch (met) {
          case Verdict.Early _ -> Optional.of(LOOK);
          case Verdict.Again _ -> Optional.of(patience.failed(clock.instant()));
          case Verdict.Halt _ -> Optional.empty();
          case Verdict.Surprise _ -> patience.surprised(clock.instant());
        };
    Verdict known =
        met instanceof Verdict.Surprise(String reason) && pause.isEmpty()
            ? new Verdict.Halt(
                "It fails again and again: " + reason,
                "Look into the log, report it, and start the aggregation-service again")
            : met;
    if (!known.equals(verdict)) {
      tell(known, failure);
    }
    verdict = known;
    return pause;
  }

  private void tell(Verdict known, Throwable failure) {
    switch (known) {
      case Verdict.Early(String reason) ->
          LOG.atInfo()
              .addKeyValue("aggregation", aggregation)
              .addKeyValue("reason", reason)
              .log("An aggregation waits");
      case Verdict.Again(String reason) ->
          LOG.atWarn()
              .addKeyValue("aggregation", aggregation)
              .addKeyValue("reason", reason)
              .log("An aggregation cannot run and is tried again");
      case Verdict.Surprise(String reason) ->
          LOG.atError()
              .setCause(failure)
              .addKeyValue("aggregation", aggregation)
              .addKeyValue("reason", reason)
              .log("An aggregation failed and is tried again");
      case Verdict.Halt(String reason, String remedy) ->
          LOG.atError()
              .addKeyValue("aggregation", aggregation)
              .addKeyValue("reason", reason)
              .addKeyValue("remedy", remedy)
              .log("An aggregation is halted");
    }
  }

  /// How the aggregation is, which does not run.
  AggregationStatus status(Optional<Instant> through) {
    return switch (verdict) {
      case Verdict.Early(String reason) -> waiting(reason, through);
      case Verdict.Again(String reason) -> waiting(reason, through);
      case Verdict.Surprise(String reason) -> waiting(reason, through);
      case Verdict.Halt(String reason, String remedy) ->
          new AggregationStatus(
              aggregation, State.HALTED, Optional.of(reason), Optional.of(remedy), through, 0);
    };
  }

  private AggregationStatus waiting(String reason, Optional<Instant> through) {
    return new AggregationStatus(
        aggregation, State.BUILDING, Optional.of(reason), Optional.empty(), through, 0);
  }
}
