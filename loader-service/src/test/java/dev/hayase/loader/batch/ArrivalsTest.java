package dev.hayase.loader.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private final Arrivals arrivals = new Arrivals();

  @Test
  void theOldestIsThatOfTheFirstPollThatIsNotSettledThrough() {
    // Given
    arrivals.add(10, 1_000);
    arrivals.add(20, 2_000);

    // Then
    assertThat(arrivals.oldestMillis(0)).hasValue(1_000);
    assertThat(arrivals.oldestMillis(9)).hasValue(1_000);
    assertThat(arrivals.oldestMillis(10)).hasValue(2_000);
    assertThat(arrivals.oldestMillis(20)).isEmpty();
  }
}
