package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.flow.MemoryBudget.Holding;
import dev.hayase.pipeline.TableSettings.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long POLL = 20;
  private static final List<Priority> PRIORITIES = List.of(Priority.values());
  private static final MemoryBudget BUDGET = new MemoryBudget(120, POLL);

  @Test
  void aTableAloneHasHalfTheBudget() {
    assertThat(paused(Map.of("a", 60L))).isEmpty();
    assertThat(paused(Map.of("a", 61L))).containsExactly("a");
  }

  @Test
  void aHighTableAloneHasFourFifthsAndALowOneAFifth() {
    assertThat(BUDGET.paused(Map.of("a", of(96, Priority.HIGH)), Set.of())).isEmpty();
    assertThat(BUDGET.paused(Map.of("a", of(97, Priority.HIGH)), Set.of())).containsExactly("a");
    assertThat(BUDGET.paused(Map.of("a", of(24, Priority.LOW)), Set.of())).isEmpty();
    assertThat(BUDGET.paused(Map.of("a", of(25, Priority.LOW)), Set.of())).containsExactly("a");
  }

  @Test
  void aPausedTableResumesBelowHalfOfWhatItMayHold() {
    assertThat(BUDGET.paused(Map.of("a", normal(41)), Set.of("a"))).containsExactly("a");
    assertThat(BUDGET.paused(Map.of("a", normal(40)), Set.of("a"))).isEmpty();
  }

  @Test
  void tablesThatAreStuckLeaveRoomForOneThatFlows() {
    assertThat(paused(Map.of("stuck1", 31L, "stuck2", 31L, "stuck3", 31L, "quick", 5L)))
        .containsExactlyInAnyOrder("stuck1", "stuck2", "stuck3");
  }

  @Test
  void aTableThatItsOperatorStoppedIsPausedThoughItHoldsNothing() {
    assertThat(
            BUDGET.paused(
                Map.of("a", new Holding(0, Priority.NORMAL, Long.MAX_VALUE, true)), Set.of()))
        .containsExactly("a");
  }

  @Test
  void aTableWithARateHoldsWhatTheRateTakes() {
    assertThat(BUDGET.paused(Map.of("a", new Holding(11, Priority.NORMAL, 10, false)), Set.of()))
        .containsExactly("a");
  }

  @Test
  void beyondTheBudgetAndAPollEverybodyWaits() {
    assertThat(paused(Map.of("a", 140L, "empty", 0L))).containsExactlyInAnyOrder("a", "empty");
    assertThat(paused(Map.of("a", 139L, "empty", 0L))).containsExactly("a");
  }

  @Property(tries = 300)
  void whatIsHeldNeverExceedsTheBudgetByMoreThanTwoPolls(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int tables) {
    // Given
    Random chance = new Random(seed);
    Map<String, Holding> holdings = new HashMap<>();
    for (int t = 0; t < tables; t++) {
      holdings.put("t" + t, of(0, PRIORITIES.get(chance.nextInt(3))));
    }
    Set<String> paused = Set.of();
    List<String> topics = new ArrayList<>(holdings.keySet());

    for (int poll = 0; poll < 200; poll++) {
      // When
      paused = BUDGET.paused(holdings, paused);
      Set<String> polled = new HashSet<>(topics);
      polled.removeAll(paused);
      long left = POLL;
      for (String topic : polled) {
        long bytes = chance.nextLong(left + 1);
        left -= bytes;
        holdings.compute(topic, (_, h) -> of(h.bytes() + bytes, h.priority()));
      }
      String settles = topics.get(chance.nextInt(topics.size()));
      holdings.compute(settles, (_, h) -> of(chance.nextLong(h.bytes() + 1), h.priority()));

      // Then
      assertThat(holdings.values().stream().mapToLong(Holding::bytes).sum())
          .isLessThanOrEqualTo(BUDGET.bytes() + 2 * POLL);
    }
  }

  @Property
  void asLongAsNothingMovesNothingFlaps(
      @ForAll List<@IntRange(max = 100) Integer> held, @ForAll Set<@IntRange(max = 9) Integer> p) {
    // Given
    Map<String, Holding> holdings = new HashMap<>();
    for (int t = 0; t < held.size(); t++) {
      holdings.put("t" + t, of(held.get(t), PRIORITIES.get(t % 3)));
    }
    Set<String> before = new HashSet<>();
    p.forEach(t -> before.add("t" + t));

    // When
    Set<String> once = BUDGET.paused(holdings, before);

    // Then
    assertThat(BUDGET.paused(holdings, once)).isEqualTo(once);
  }

  @Property
  void aTableThatHoldsNothingIsPolledHoweverManyAreStuck(
      @ForAll @IntRange(min = 1, max = 500) int stuck) {
    // Given
    MemoryBudget budget = new MemoryBudget(1_000_000, 1_000);
    Map<String, Holding> holdings = new HashMap<>();
    holdings.put("live", normal(0));
    for (int t = 0; t < stuck; t++) {
      holdings.put("stuck" + t, normal(0));
    }

    // When
    Set<String> paused = Set.of();
    for (int round = 0; round < 3_000 && paused.size() < stuck; round++) {
      for (int t = 0; t < stuck; t++) {
        String topic = "stuck" + t;
        if (!paused.contains(topic)) {
          holdings.compute(topic, (_, h) -> normal(h.bytes() + 1_000));
          paused = budget.paused(holdings, paused);
        }
      }
    }

    // Then
    assertThat(paused).hasSize(stuck).doesNotContain("live");
    assertThat(holdings.values().stream().mapToLong(Holding::bytes).sum())
        .isLessThanOrEqualTo(1_001_000);
  }

  private static Set<String> paused(Map<String, Long> bytes) {
    Map<String, Holding> holdings = new HashMap<>();
    bytes.forEach((topic, held) -> holdings.put(topic, normal(held)));
    return BUDGET.paused(holdings, Set.of());
  }

  private static Holding normal(long bytes) {
    return of(bytes, Priority.NORMAL);
  }

  private static Holding of(long bytes, Priority priority) {
    return new Holding(bytes, priority, Long.MAX_VALUE, false);
  }
}
