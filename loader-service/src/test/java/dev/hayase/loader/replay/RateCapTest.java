package dev.hayase.loader.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateCapTest {
  private static final long SECOND = 1_000_000_000L;

  private final RateCap cap = new RateCap(1_000);

  @Test
  void bytesTakeTheTimeThatTheRateGivesThem() {
    assertThat(cap.pauseNanos(500, 0)).isEqualTo(SECOND / 2);
    assertThat(cap.pauseNanos(500, SECOND / 2)).isEqualTo(SECOND / 2);
    assertThat(cap.pauseNanos(2_000, SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void idlenessIsMadeUpForByOneSecondAtMost() {
    // Given
    cap.pauseNanos(1_000, 0);

    // Then
    assertThat(cap.pauseNanos(3_000, 60 * SECOND)).isEqualTo(2 * SECOND);
  }

  @Test
  void aClockThatBeginsBelowZeroIsAClock() {
    assertThat(cap.pauseNanos(1_000, -60 * SECOND)).isEqualTo(SECOND);
  }
}
