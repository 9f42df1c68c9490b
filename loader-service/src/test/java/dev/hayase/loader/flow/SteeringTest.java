package dev.hayase.loader.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.pipeline.knob.TableKnobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T06:00:00Z");
  private static final Knobs USUAL =
      Knobs.usual(new BatchLimits(5_000, 4 << 20, 200), Priority.NORMAL);

  private final List<String> woken = new ArrayList<>();
  private Instant now = BEGIN;
  private final InstantSource clock = () -> now;
  private final Steering steering =
      new Steering(new Gate(new FlightWindow(64 << 20), clock), _ -> USUAL, clock);

  @Test
  void aTurnedKnobIsInEffectAtOnceAndTurnsBackByItself() {
    // Given
    TableFlow table = steering.of("t");
    table.whenTurned(() -> woken.add("t " + table.knobs().paused()));

    // When
    steering.turn("t", turned(Map.of("paused", "true"), Optional.of(Duration.ofMinutes(1))));
    steering.expire();
    now = BEGIN.plusSeconds(59);
    steering.expire();
    now = BEGIN.plusSeconds(60);
    steering.expire();

    // Then
    assertThat(woken).containsExactly("t true", "t false");
    assertThat(table.knobs()).isEqualTo(USUAL);
  }

  @Test
  void eachKnobReachesWhatItTurns() {
    // Given
    TableFlow table = steering.of("t");

    // When
    steering.turn(
        "t",
        turned(
            Map.of(
                "paused", "true",
                "priority", "low",
                "rate", "1MiB",
                "in-flight", "3",
                "batch-rows", "7",
                "batch-bytes", "2MiB",
                "batch-age", "1s"),
            Optional.empty()));

    // Then
    assertThat(table.knobs())
        .isEqualTo(new Knobs(true, 1 << 20, 3, new BatchLimits(7, 2 << 20, 1_000), Priority.LOW));
  }

  @Test
  void whatWasTurnedBeforeATableIsOursHoldsWhenItIs() {
    // Given
    steering.turn("t", turned(Map.of("in-flight", "1"), Optional.empty()));

    // When
    TableFlow table = steering.of("t");

    // Then
    assertThat(table.knobs().requestsInFlight()).isEqualTo(1);
  }

  @Test
  void aValueThatCannotBeIsLeftOutAndWhatCannotBeReadLeavesWhatWas() {
    // Given
    TableFlow table = steering.of("t");
    TableKnobs odd =
        TableKnobs.fromJson(
            """
            {"version":1,"knobs":{"rate":{"value":"fast","by":"x","at":"2026-11-23T06:00:00Z"},\
            "in-flight":{"value":"2","by":"x","at":"2026-11-23T06:00:00Z"}}}\
            """
                .getBytes(UTF_8));

    // When
    steering.turn("t", odd);
    steering.complain("t", "unreadable");

    // Then
    assertThat(table.knobs().bytesPerSecond()).isEqualTo(TokenBucket.UNLIMITED);
    assertThat(table.knobs().requestsInFlight()).isEqualTo(2);
    assertThat(steering.effective())
        .containsExactly(
            new Steering.Effective("t", odd, table.knobs(), Optional.of("unreadable")));
  }

  @Test
  void aPausedTableAsksForNothingAndOneWithARateWaitsForIt() {
    // Given
    TableFlow table = steering.of("t");
    long millis = now.toEpochMilli();

    // When
    steering.turn("t", turned(Map.of("rate", "1MiB"), Optional.empty()));
    long first = table.mayAskAtMillis(millis);
    table.sent(table.ask(1 << 20, () -> {}));
    long second = table.mayAskAtMillis(millis);
    steering.turn("t", turned(Map.of("paused", "true"), Optional.empty()));

    // Then
    assertThat(first).isEqualTo(millis);
    assertThat(second).isEqualTo(millis + 1_000);
    assertThat(table.mayAskAtMillis(millis)).isEqualTo(Long.MAX_VALUE);
    assertThat(table.holding(0).stopped()).isTrue();
  }

  private TableKnobs turned(Map<String, String> values, Optional<Duration> time) {
    return TableKnobs.NONE.with(values, "ann@host", now, time);
  }
}
