package dev.hayase.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.hayase.loader.delivery.TableStatus.Episode;
import dev.hayase.loader.delivery.TableStatus.State;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.scene.SpokenLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TroubleTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Failure QUOTA = new Failure.QuotaExceeded("full");
  private static final Failure DENIED = new Failure.AccessDenied("no role");

  @RegisterExtension final SpokenLog log = new SpokenLog(Trouble.class);

  private final CountedMetrics metrics = new CountedMetrics();
  private Instant now = START;
  private final Trouble trouble = new Trouble("topic", "table", metrics, () -> now);

  private void fails(Object part, Failure failure) {
    trouble.failed(
        part, failure, FailurePolicy.verdict(failure), now.plusSeconds(7).toEpochMilli());
  }

  @Test
  void anEpisodeTellsSinceWhenHowOftenAndWhenItIsTriedAgain() {
    // Given
    fails("lane", QUOTA);

    // When
    now = START.plus(Duration.ofMinutes(9));
    fails("lane", QUOTA);

    // Then
    assertThat(trouble.status().state()).isEqualTo(State.BACKING_OFF);
    assertThat(trouble.status().episode())
        .contains(
            new Episode(
                "quota-exceeded",
                "full",
                FailurePolicy.remedy(QUOTA),
                START,
                2,
                Optional.of(now.plusSeconds(7))));
    assertThat(metrics.troubled()).contains(START);
    assertThat(metrics.failed()).containsEntry("quota-exceeded", 2L);
  }

  @Test
  void anEpisodeIsToldOnceHoweverLongItTakesAndOnceMoreWhenItIsOver() {
    // When
    for (int i = 0; i < 100; i++) {
      now = now.plusSeconds(60);
      fails("lane", DENIED);
    }
    trouble.over("lane");
    trouble.over("lane");

    // Then
    assertThat(log.levels()).containsExactly(Level.WARN, Level.INFO);
  }

  @Test
  void aPartThatWorksDoesNotEndTheTroubleOfAnother() {
    // Given
    fails("lane of new columns", new Failure.ColumnsUnknown("w"));

    // When
    for (int i = 0; i < 100; i++) {
      trouble.over("lane of old columns");
      fails("lane of new columns", new Failure.ColumnsUnknown("w"));
    }

    // Then
    assertThat(trouble.status().state()).isEqualTo(State.BACKING_OFF);
    assertThat(log.levels()).containsExactly(Level.WARN);
  }

  @Test
  void aTableIsAsBadlyOffAsItsWorstPartAndWhatGetsWorseIsToldAgain() {
    // Given
    trouble.waiting("barrier", "barrier", "waits");
    fails("lane", QUOTA);

    // When
    fails("preparation", DENIED);
    fails("lane", QUOTA);
    State worst = trouble.status().state();
    trouble.over("preparation");

    // Then
    assertThat(worst).isEqualTo(State.HALTED);
    assertThat(trouble.status().state()).isEqualTo(State.BACKING_OFF);
    assertThat(log.levels().stream().filter(Level.WARN::equals)).hasSize(2);
  }

  @Test
  void whatOnlyWaitsIsNoTroubleForTheMetrics() {
    // When
    trouble.waiting("barrier", "barrier", "waits");

    // Then
    assertThat(trouble.status().state()).isEqualTo(State.WAITING);
    assertThat(metrics.troubled()).isEmpty();
  }
}
