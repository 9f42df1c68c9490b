package dev.hayase.emulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class EmulatorClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final EmulatorClock clock = new EmulatorClock(InstantSource.fixed(NOON));

  @Test
  void itRunsByTheRealClockUntilItIsSet() {
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.reading()).isEqualTo(new EmulatorClock.Running(Duration.ZERO));
  }

  @Test
  void setItStandsStillAndIsAdvanced() {
    // When
    clock.set(Instant.EPOCH);
    clock.advance(Duration.ofDays(2));

    // Then
    assertThat(clock.instant()).isEqualTo(Instant.parse("1970-01-03T00:00:00Z"));
    assertThat(clock.reading()).isEqualTo(new EmulatorClock.Standing(clock.instant()));
  }

  @Test
  void advancedWithoutBeingSetItRunsOnAhead() {
    // When
    clock.advance(Duration.ofMinutes(30));
    clock.advance(Duration.ofMinutes(-10));

    // Then
    assertThat(clock.reading()).isEqualTo(new EmulatorClock.Running(Duration.ofMinutes(20)));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1200));
  }

  @Test
  void unsetItShowsTheRealTimeAgain() {
    // Given
    clock.set(Instant.EPOCH);

    // When
    clock.unset();

    // Then
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void anAdvanceBeyondTimeChangesNothing() {
    // When
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(Instant.MAX.getEpochSecond())))
        .isInstanceOf(DateTimeException.class);

    // Then
    assertThat(clock.instant()).isEqualTo(NOON);
  }
}
