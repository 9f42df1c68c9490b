package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.flow.MemoryBudget.Holding;
import dev.hayase.pipeline.TableSettings.Priority;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final ReadAhead AHEAD = new ReadAhead(100, 10);

  @Test
  void aTableAlonePausesAboveHalfAndResumesBelowAQuarter() {
    assertThat(AHEAD.paused(Map.of("a", normal(50)), Set.of())).isEmpty();
    assertThat(AHEAD.paused(Map.of("a", normal(51)), Set.of())).containsExactly("a");
    assertThat(AHEAD.paused(Map.of("a", normal(34)), Set.of("a"))).containsExactly("a");
    assertThat(AHEAD.paused(Map.of("a", normal(33)), Set.of("a"))).isEmpty();
  }

  @Test
  void howeverMuchWaitsInOthersATableMayHaveALittleAndAnUrgentOneMore() {
    // Given
    Map<String, Holding> waiting =
        Map.of(
            "backlog",
            normal(1_000),
            "normal",
            normal(10),
            "urgent",
            new Holding(40, Priority.HIGH, Long.MAX_VALUE, false),
            "idle",
            new Holding(3, Priority.LOW, Long.MAX_VALUE, false));

    // Then
    assertThat(AHEAD.paused(waiting, Set.of())).containsExactlyInAnyOrder("backlog", "idle");
  }

  private static Holding normal(long bytes) {
    return new Holding(bytes, Priority.NORMAL, Long.MAX_VALUE, false);
  }
}
