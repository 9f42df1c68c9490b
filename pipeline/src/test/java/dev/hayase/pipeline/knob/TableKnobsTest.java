package dev.hayase.pipeline.knob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.pipeline.ByteSize;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.pipeline.yaml.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class TableKnobsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  @SuppressWarnings("unused") // JUnit reads it
  private static final List<Knob<?>> knobs = Knob.ALL;

  @Test
  void whatIsTurnedIsReadBackFromItsJson() {
    // Given
    TableKnobs turned =
        TableKnobs.NONE
            .with(
                Map.of("rate", "5MiB/s", "paused", "true"),
                "ann@host",
                NOW,
                Optional.of(Duration.ofHours(2)))
            .with(Map.of("priority", "high"), "bob@host", NOW.plusSeconds(1), Optional.empty());

    // When
    byte[] json = turned.toJson();

    // Then
    assertThat(new String(json, UTF_8))
        .isEqualTo(
            """
            {"version":1,"knobs":{\
            "paused":{"value":"true","by":"ann@host","at":"2026-11-23T06:00:00Z","until":"2026-11-23T08:00:00Z"},\
            "priority":{"value":"high","by":"bob@host","at":"2026-11-23T06:00:01Z"},\
            "rate":{"value":"5MiB/s","by":"ann@host","at":"2026-11-23T06:00:00Z","until":"2026-11-23T08:00:00Z"}}}\
            """);
    assertThat(TableKnobs.fromJson(json)).isEqualTo(turned);
  }

  @Test
  void aKnobIsInEffectUntilItsTimeIsOver() {
    // Given
    TableKnobs turned =
        TableKnobs.NONE.with(
            Map.of("rate", "1MiB"), "ann", NOW, Optional.of(Duration.ofMinutes(1)));

    // When
    Instant end = NOW.plusSeconds(60);

    // Then
    assertThat(turned.find(Knob.RATE, end.minusMillis(1))).contains(ByteSize.ofMebibytes(1));
    assertThat(turned.find(Knob.RATE, end)).isEmpty();
    assertThat(turned.nextEnd(NOW)).contains(end);
    assertThat(turned.live(end)).isEqualTo(TableKnobs.NONE);
  }

  @Test
  void aKnobThatIsTurnedBackLeavesTheOthers() {
    // Given
    TableKnobs turned =
        TableKnobs.NONE.with(
            Map.of("priority", "low", "in-flight", "2"), "ann", NOW, Optional.empty());

    // When
    TableKnobs left = turned.without("in-flight");

    // Then
    assertThat(left.find(Knob.PRIORITY, NOW)).contains(Priority.LOW);
    assertThat(left.find(Knob.IN_FLIGHT, NOW)).isEmpty();
  }

  @ParameterizedTest(name = "{0}={1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "paused      | yes    | is neither true nor false                 | Write true or false",
        "priority    | urgent | is not one of high, normal, low           | Write one of high,"
            + " normal, low",
        "rate        | fast   | is not a size                             | Write a whole number"
            + " and a unit, as 128MiB; units are B, KiB, MiB, GiB, kB, MB, GB",
        "rate        | 0MiB   | is less than a rate that leads anywhere   | Write at least 1KiB, or"
            + " pause the table with paused=true",
        "in-flight   | 0      | is not a whole number from 1 to 100       | Write a whole number"
            + " from 1 to 100",
        "batch-rows  | many   | is not a whole number from 1 to 1000000   | Write a whole number"
            + " from 1 to 1000000",
        "batch-bytes | 10MiB  | is no size for a batch                    | Write a size from 1KiB"
            + " to 9MiB, as 4MiB",
        "batch-age   | 2h     | is not a duration from 1ms to 1h          | Write a whole number"
            + " and ms, s, m or h, as 200ms",
        "pasued      | true   | is no knob                                | Did you mean paused?",
        "colour      | red    | is no knob                                | Knobs are paused,"
            + " priority, rate, in-flight, batch-rows, batch-bytes, batch-age",
      })
  void whatCannotBeIsRefusedWithTheRemedyAndIgnoredWhenItComesAnyhow(
      String name, String value, String problem, String remedy) {
    // Given
    Knob<?> good = name.equals("rate") ? Knob.BATCH_AGE : Knob.RATE;
    TableKnobs came =
        TableKnobs.fromJson(
            """
            {"version":1,"knobs":{"%s":{"value":"%s","by":"someone","at":"2026-11-23T06:00:00Z"},\
            "%s":{"value":"%s","by":"someone","at":"2026-11-23T06:00:00Z"}}}\
            """
                .formatted(good.name(), good.example(), name, value)
                .getBytes(UTF_8));

    // When
    List<TableKnobs.Complaint> complaints = came.complaints();

    // Then
    assertThatThrownBy(
            () -> TableKnobs.NONE.with(Map.of(name, value), "ann", NOW, Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessage(name + "=" + value + " " + problem)
        .extracting(thrown -> ((Refusal) thrown).remedy())
        .isEqualTo(remedy);
    assertThat(complaints).containsExactly(new TableKnobs.Complaint(name, value, problem, remedy));
    assertThat(came.find(good, NOW)).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("knobs")
  void theExampleOfEachKnobIsAValueOfIt(Knob<?> knob) {
    assertThat(knob.form().apply(knob.example())).isNotNull();
  }

  @Test
  void whatIsNoRecordOfOursIsToldApartFromOneOfALaterVersion() {
    assertThatThrownBy(() -> TableKnobs.fromJson("[]".getBytes(UTF_8)))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> TableKnobs.fromJson("{\"version\":9}".getBytes(UTF_8)))
        .isInstanceOf(UnknownWireVersionException.class);
  }
}
