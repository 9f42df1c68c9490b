package dev.hayase.loader.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadAheadTest {
  @Test
  void aTablePausesAboveWhatMayWaitAndResumesBelowHalfOfIt() {
    // Given
    ReadAhead ahead = new ReadAhead(100);

    // Then
    assertThat(ahead.isReached(100, false)).isFalse();
    assertThat(ahead.isReached(101, false)).isTrue();
    assertThat(ahead.isReached(51, true)).isTrue();
    assertThat(ahead.isReached(50, true)).isFalse();
  }
}
