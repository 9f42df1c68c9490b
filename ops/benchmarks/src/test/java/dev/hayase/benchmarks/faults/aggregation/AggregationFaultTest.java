package dev.hayase.benchmarks.faults.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.benchmarks.faults.aggregation.AggregationFault.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregationFaultTest {
  private static final int KINDS = Kind.values().length;

  @Test
  void aSeedIsAScheduleAndALongerOneBeginsAsAShorterOne() {
    // When
    List<AggregationFault> longer = AggregationFault.draw(7, 3 * KINDS);

    // Then
    assertThat(longer.subList(0, KINDS)).isEqualTo(AggregationFault.draw(7, KINDS));
    assertThat(longer).isNotEqualTo(AggregationFault.draw(8, 3 * KINDS));
  }

  @Test
  void noKindIsMissingAmongMany() {
    // When
    List<AggregationFault> faults = AggregationFault.draw(7, 2 * KINDS);

    // Then
    for (int from : new int[] {0, KINDS}) {
      assertThat(faults.subList(from, from + KINDS))
          .extracting(AggregationFault::kind)
          .containsExactlyInAnyOrder(Kind.values());
    }
    assertThat(faults).extracting(AggregationFault::target).contains(0, 1);
  }
}
