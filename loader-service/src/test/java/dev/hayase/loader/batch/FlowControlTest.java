package dev.hayase.loader.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowControlTest {
  private static final FlowControl FLOW = new FlowControl(100);

  @Test
  void aTableAloneHasHalfTheBudget() {
    assertThat(FLOW.paused(Map.of("a", 50L, "b", 0L), Set.of())).isEmpty();
    assertThat(FLOW.paused(Map.of("a", 51L, "b", 0L), Set.of())).containsExactly("a");
  }

  @Test
  void aPausedTableResumesBelowHalfItsShare() {
    assertThat(FLOW.paused(Map.of("a", 26L), Set.of("a"))).containsExactly("a");
    assertThat(FLOW.paused(Map.of("a", 25L), Set.of("a"))).isEmpty();
  }

  @Test
  void slowTablesDoNotStopOneThatHoldsLittle() {
    assertThat(FLOW.paused(Map.of("slow1", 30L, "slow2", 30L, "slow3", 30L, "quick", 5L), Set.of()))
        .containsExactlyInAnyOrder("slow1", "slow2", "slow3");
  }

  @Test
  void tablesThatHoldTheirShareTogetherHoldTheBudget() {
    assertThat(FLOW.paused(Map.of("a", 25L, "b", 25L, "c", 25L, "d", 25L), Set.of())).isEmpty();
    assertThat(FLOW.paused(Map.of("a", 26L, "b", 26L, "c", 26L, "d", 26L), Set.of())).hasSize(4);
  }
}
