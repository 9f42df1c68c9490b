package dev.hayase.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.replay.OffsetRange;
import dev.hayase.pipeline.TableSettings.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayPlanTest {
  @Test
  void aPlanSaysWhatWouldBeReadAndHowLongItTakes() {
    // When
    ReplayPlan plan = plan(Mode.HISTORY);

    // Then
    assertThat(plan.lines())
        .containsSubsequence(
            "Replay of s.public.answers into p.d.answers (history)",
            "From then to now",
            "",
            "partition  from   to  offsets  records    bytes                  note",
            "0            10  110      100       98  20.0 MB                   gap",
            "1             5    5        0        0      0 B  no record since then",
            "total                     100       98  20.0 MB",
            "")
        .contains(
            "At most 5.0 MB/s, which takes about 4s. The live flow goes on beside it.",
            "Gap: older is gone",
            "Warning: other clock");
    assertThat(plan.ranges()).isEqualTo(Map.of(0, new OffsetRange(10, 110)));
  }

  @Test
  void aMirrorsLogIsReadTwice() {
    assertThat(plan(Mode.MIRROR).duration()).isEqualTo(Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0MB/s", "fast", "-1MB", "5MB/min"})
  void whatIsNoRateIsRefusedWithWhatIs(String text) {
    assertThatThrownBy(() -> Amounts.rate(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no rate");
  }

  @Test
  void ratesAreReadWithAndWithoutTheSecond() {
    assertThat(List.of(Amounts.rate("5MB/s"), Amounts.rate("500kB")))
        .containsExactly(5_000_000L, 500_000L);
  }

  private static ReplayPlan plan(Mode mode) {
    return new ReplayPlan(
        new LoadedTable("s.public.answers", "p.d.answers", mode),
        "From then to now",
        List.of(
            new PartitionPlan(
                0,
                new OffsetRange(10, 110),
                98,
                20_000_000,
                98,
                Optional.of("older is gone"),
                Optional.of("gap")),
            new PartitionPlan(
                1,
                new OffsetRange(5, 5),
                0,
                0,
                0,
                Optional.empty(),
                Optional.of("no record since then"))),
        5_000_000,
        List.of("other clock"));
  }
}
