package dev.hayase.cdc.runway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.runway.LogUsage.SizeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunwayTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void theFirstLimitIsTheRunway() {
    // Given
    LogUsage usage =
        usage(1_000, List.of(new SizeLimit("server", 7_200), new SizeLimit("budget", 3_600)));

    // When
    Runway runway = Runway.of(usage, OptionalDouble.of(2), Optional.of(NOW.minusSeconds(5)), "");

    // Then
    assertThat(runway.end())
        .contains(
            new Runway.End("budget", Optional.of(3_600L), Optional.of(Duration.ofMinutes(30))));
    assertThat(runway.lag()).contains(Duration.ofSeconds(5));
  }

  @Test
  void aLogThatGoesByAgeLeavesThatAgeLessTheLag() {
    // Given
    LogUsage usage = new LogUsage(NOW, 0, 0, 0, List.of(), Optional.of(Duration.ofHours(24)));

    // When
    Runway runway =
        Runway.of(
            usage, OptionalDouble.empty(), Optional.of(NOW.minus(Duration.ofHours(20))), "kept");

    // Then
    assertThat(runway.end())
        .contains(new Runway.End("kept", Optional.empty(), Optional.of(Duration.ofHours(4))));
  }

  @Test
  void aPassedLimitLeavesNoTimeAndAnUnknownRateSaysNone() {
    assertThat(left(-5, OptionalDouble.empty())).contains(Duration.ZERO);
    assertThat(left(5, OptionalDouble.empty())).isEmpty();
    assertThat(left(5, OptionalDouble.of(0))).contains(Duration.ofDays(3_650));
    assertThat(Runway.of(usage(0, List.of()), OptionalDouble.of(1), Optional.empty(), "").end())
        .isEmpty();
  }

  @Test
  void growthIsSmoothedOverMinutes() {
    // Given
    LogGrowth growth = new LogGrowth();
    assertThat(growth.bytesPerSecond()).isEmpty();

    // When
    growth.seen(at(0, 0));
    growth.seen(at(10, 1_000));
    assertThat(growth.bytesPerSecond()).hasValue(100);
    growth.seen(at(310, 1_000));

    // Then
    assertThat(growth.bytesPerSecond().getAsDouble()).isBetween(36.0, 37.0);
    growth.seen(at(320, 10));
    assertThat(growth.bytesPerSecond()).isEmpty();
  }

  private static Optional<Duration> left(long bytes, OptionalDouble rate) {
    return Runway.of(usage(0, List.of(new SizeLimit("x", bytes))), rate, Optional.empty(), "")
        .end()
        .orElseThrow()
        .left();
  }

  private static LogUsage usage(long held, List<SizeLimit> limits) {
    return new LogUsage(NOW, 0, held, held, limits, Optional.empty());
  }

  private static LogUsage at(long second, long written) {
    return new LogUsage(NOW.plusSeconds(second), written, 0, 0, List.of(), Optional.empty());
  }
}
