package dev.hayase.cli.standing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.cli.standing.Standing.Told;
import dev.hayase.event.wire.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String ASKED = "http://a:8084, http://b:8084";
  private static final Told TOLD =
      new Told(
          Optional.of(NOW.minusSeconds(2)),
          OptionalInt.of(1),
          Optional.empty(),
          OptionalInt.empty(),
          2);

  private static ServiceReport report(String state, String reason, long toRestore, long bytes) {
    return new ServiceReport(
        "revenue",
        state,
        Optional.of(reason).filter(text -> !text.isEmpty()),
        Optional.empty(),
        toRestore,
        bytes);
  }

  private static List<String> lines(Standing... standings) {
    return new StandingText(NOW, ZoneOffset.UTC).lines(List.of(standings));
  }

  @Test
  void theWorstThatAnInstanceSaysIsHowItIs() {
    // When
    Standing standing =
        Standing.of(
            "revenue",
            List.of(
                report("RUNNING", "", 0, 1_000_000),
                report("RESTORING", "", 5_000, 200_000),
                report("BUILDING", "It is being prepared", 0, 0)),
            TOLD,
            ASKED);

    // Then
    assertThat(lines(standing))
        .containsExactly(
            "aggregation  build      state       complete through  lag  state size",
            "revenue          1  RESTORING  2026-11-23 09:59:58 Z   2s      1.2 MB",
            "",
            "revenue",
            "  restore  5,000 records of state are still to come");
    assertThat(standing.needsHelp()).isFalse();
  }

  @Test
  void whatNobodySaysIsUnknownAndSaidOnceForAll() {
    // Given
    Standing revenue = Standing.of("revenue", List.of(), TOLD, ASKED);
    Standing answers = Standing.of("answers", List.of(), TOLD, ASKED);

    // When
    List<String> lines = lines(revenue, answers);

    // Then
    assertThat(lines)
        .containsExactly(
            "aggregation  build    state       complete through  lag  state size",
            "revenue          1  UNKNOWN  2026-11-23 09:59:58 Z   2s           -",
            "answers          1  UNKNOWN  2026-11-23 09:59:58 Z   2s           -",
            "",
            "revenue, answers",
            "  reason   No aggregation-service at http://a:8084, http://b:8084 says how it is, and its"
                + " group in Kafka has members",
            "  remedy   Say where an instance is reached, with --service URL");
    assertThat(revenue.needsHelp()).isTrue();
  }

  @Test
  void aHaltedOneThatIsBuiltAnewSaysWhyAndHowFarTheBuildIs() {
    // Given
    BuildOrder order =
        new BuildOrder(
            2,
            NOW.minusSeconds(100),
            Optional.of(NOW.minusSeconds(90)),
            3_000_000,
            4_000_000,
            false);
    Told told =
        new Told(
            TOLD.through(), TOLD.build(), Optional.of(order), OptionalInt.empty(), TOLD.members());

    // When
    Standing standing =
        Standing.of("revenue", List.of(report("HALTED", "It is declared anew", 0, 0)), told, ASKED);

    // Then
    assertThat(lines(standing).subList(3, 6))
        .containsExactly(
            "revenue",
            "  reason   It is declared anew",
            "  rebuild  build 2, ordered 2026-11-23 09:58:20 Z: 3,000,000 of 4,000,000 records read,"
                + " about 30s to go");
    assertThat(StandingJson.of(List.of(standing), NOW).toString())
        .isEqualTo(
            "{\"aggregations\":[{\"name\":\"revenue\",\"state\":\"HALTED\",\"reason\":\"It is declared anew\","
                + "\"complete_through\":\"2026-11-23T09:59:58Z\",\"lag_seconds\":2.0,\"instances\":1,"
                + "\"records_to_restore\":0,\"state_bytes\":0,\"build\":1,"
                + "\"rebuild\":{\"build\":2,\"ordered\":\"2026-11-23T09:58:20Z\",\"records_read\":3000000,"
                + "\"records\":4000000,\"takes_over\":false,\"eta_seconds\":30.0}}]}");
  }

  @Test
  void aBuildSaysNoTimeToGoThatItCannotKnow() {
    assertThat(progress(Optional.empty(), 0, false)).isEqualTo("no service has begun with it");
    assertThat(progress(Optional.of(NOW), 50, false)).isEqualTo("50 of 100 records read");
    assertThat(progress(Optional.of(NOW.minusSeconds(9)), 0, false))
        .isEqualTo("0 of 100 records read");
    assertThat(progress(Optional.of(NOW.minusSeconds(9)), 100, false))
        .isEqualTo("100 of 100 records read; waiting for its time");
    assertThat(progress(Optional.of(NOW.minusSeconds(9)), 100, true))
        .startsWith("it has caught up, and tells its results");
  }

  private static String progress(Optional<Instant> begun, long read, boolean takesOver) {
    return new BuildOrder(2, NOW.minus(Duration.ofMinutes(1)), begun, read, 100, takesOver)
        .progress(NOW);
  }

  @Test
  void anAnswerOfAServiceIsRead() {
    // When
    List<ServiceReport> reports =
        ServiceReport.parse(
            """
            {"aggregations": [{"name": "revenue", "state": "HALTED", "reason": "why", "remedy": "what",
              "complete_through": "2026-11-23T09:59:58Z", "lag_seconds": 2, "records_to_restore": 7,
              "state_bytes": 8, "something": "newer"}]}
            """
                .getBytes(UTF_8),
            "http://a:8084");

    // Then
    assertThat(reports)
        .containsExactly(
            new ServiceReport("revenue", "HALTED", Optional.of("why"), Optional.of("what"), 7, 8));
    assertThatThrownBy(() -> ServiceReport.parse("<html>".getBytes(UTF_8), "http://a:8084"))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("The answer of http://a:8084");
  }
}
