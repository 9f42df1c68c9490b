package dev.hayase.benchmarks.faults.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.benchmarks.faults.plan.Schedule.Planned;
import dev.hayase.benchmarks.faults.workload.WorkloadTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<WorkloadTable> TABLES = WorkloadTable.all(10_000);

  @Test
  void aSeedIsASchedule() {
    assertThat(draw(5, 200)).isEqualTo(draw(5, 200));
    assertThat(draw(5, 200)).isNotEqualTo(draw(6, 200));
  }

  @Test
  void aLongerScheduleBeginsAsAShorterOne() {
    assertThat(draw(5, 200).faults().subList(0, 50)).isEqualTo(draw(5, 50).faults());
  }

  @Test
  void everyKindComesOnceBeforeAnyComesTwice() {
    // Given
    int kinds = FaultKind.drawn().size();

    // When
    Schedule schedule = draw(11, 2 * kinds);

    // Then
    for (List<Planned> pack :
        List.of(schedule.faults().subList(0, kinds), schedule.faults().subList(kinds, 2 * kinds))) {
      Set<FaultKind> seen = new HashSet<>();
      pack.forEach(planned -> seen.add(planned.fault().kind()));
      assertThat(seen).containsExactlyInAnyOrderElementsOf(FaultKind.drawn());
    }
  }

  @Test
  void whatBigQueryIsOrderedToDoEndsByItselfAndIsJson() {
    assertThat(draw(3, 500).faults())
        .allSatisfy(planned -> {
          switch (planned.fault()) {
            case Fault.Order order -> assertThat(definition(order.order()).has("for")).isTrue();
            case Fault.KillInWindow kill -> assertThat(definition(kill.trap()).has("for")).isTrue();
            default -> assertThat(planned.after()).isPositive();
          }
        });
  }

  @Test
  void tenRealMinutesComeLastAndOnlyWhenAsked() {
    // When
    Schedule longer = draw(3, 40).withRealRefill();

    // Then
    assertThat(draw(3, 40).faults())
        .noneMatch(planned -> planned.fault().kind() == FaultKind.REAL_REFILL);
    assertThat(longer.faults().getLast().fault().kind()).isEqualTo(FaultKind.REAL_REFILL);
  }

  private static Schedule draw(long seed, int count) {
    return Schedule.draw(seed, count, FaultKind.drawn(), TABLES);
  }

  private static JsonObject definition(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }
}
