package dev.hayase.loader.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.loader.delivery.Preparation.Limits;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LooseningTest {
  private static final long NOW = 10_000_000;
  private static final long TEN_MINUTES = 600_000;
  private static final Set<String> RULE = Set.of("v is REQUIRED");

  private final Loosening loosening = new Loosening();

  @Test
  void aTableOfOursHasNoRulesThatSpread() {
    loosening.looked(new Limits(Set.of(), Set.of(), 0), NOW);

    assertThat(loosening.isSpreading(NOW)).isFalse();
  }

  @Test
  void whatItDemandsNoLongerSpreadsForTenMinutes() {
    loosening.looked(new Limits(RULE, Set.of(), 0), NOW);

    assertThat(loosening.isSpreading(NOW + TEN_MINUTES - 1)).isTrue();
    assertThat(loosening.isSpreading(NOW + TEN_MINUTES)).isFalse();
  }

  @Test
  void whatChangedShortlyBeforeTheFirstLookMayHaveBeenARule() {
    loosening.looked(new Limits(Set.of(), Set.of(), NOW - 60_000), NOW);

    assertThat(loosening.isSpreading(NOW + TEN_MINUTES - 60_001)).isTrue();
    assertThat(loosening.isSpreading(NOW + TEN_MINUTES - 60_000)).isFalse();
  }

  @Test
  void laterLooksKnowWhatWasDemandedBefore() {
    loosening.looked(new Limits(Set.of(), Set.of(), 0), NOW);
    loosening.looked(new Limits(Set.of(), Set.of(), NOW), NOW);

    assertThat(loosening.isSpreading(NOW)).isFalse();
  }

  @Test
  void aClockOfBigQuerysThatIsAheadMakesItNoLonger() {
    loosening.looked(new Limits(Set.of(), Set.of(), NOW + 3 * TEN_MINUTES), NOW);

    assertThat(loosening.isSpreading(NOW + TEN_MINUTES)).isFalse();
  }
}
