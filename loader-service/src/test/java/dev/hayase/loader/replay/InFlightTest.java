package dev.hayase.loader.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
  @Test
  void portionsAreLeftUntilThePositionIsBehindThem() {
    // Given
    InFlight inFlight = new InFlight();
    inFlight.add(10, 100);
    inFlight.add(20, 200);

    // Then
    assertThat(inFlight.bytes(9)).isEqualTo(300);
    assertThat(inFlight.bytes(10)).isEqualTo(200);
    assertThat(inFlight.bytes(25)).isZero();
  }
}
