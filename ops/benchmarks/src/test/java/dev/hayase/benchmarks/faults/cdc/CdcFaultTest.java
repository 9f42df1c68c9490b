package dev.hayase.benchmarks.faults.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CdcFaultTest {
  @Test
  void ofAsManyAsThereAreKindsNoneIsMissingAndASeedDrawsTheSameAgain() {
    int kinds = CdcFault.Kind.values().length;

    List<CdcFault> faults = CdcFault.draw(7, kinds);

    assertThat(faults).extracting(CdcFault::kind).containsExactlyInAnyOrder(CdcFault.Kind.values());
    assertThat(CdcFault.draw(7, kinds)).isEqualTo(faults);
    assertThat(CdcFault.draw(8, kinds)).isNotEqualTo(faults);
  }
}
