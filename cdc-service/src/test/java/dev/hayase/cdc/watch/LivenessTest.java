package dev.hayase.cdc.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Liveness liveness = new Liveness(Duration.ofSeconds(20));

  @Test
  void aStreamThatFellSilentIsStalledAfterTheLimitUnlessTheServerIsAtWorkForIt() {
    // Given
    liveness.begin(false, 0);
    batch(10, true);

    // Then
    assertThat(stalled(30)).isFalse();
    assertThat(stalled(31)).isTrue();
    assertThat(liveness.isStalled(true, true, 31 * SECOND)).isFalse();
    assertThat(stalled(51)).isFalse();
    assertThat(stalled(52)).isTrue();
  }

  @Test
  void heartbeatsProveNothingAndTimeInWhichIsWrittenDoesNotCount() {
    // Given
    liveness.begin(false, 0);
    batch(10, true);
    batch(20, false);

    // When
    liveness.writing(25 * SECOND);

    // Then
    assertThat(stalled(300)).isFalse();
    liveness.written(false, false, 300 * SECOND);
    assertThat(stalled(305)).isFalse();
    assertThat(stalled(306)).isTrue();
  }

  @Test
  void beforeTheFirstChangeItMayBeSilentForLongerAndTwiceThatAfterEachStall() {
    // Given
    liveness.begin(false, 0);

    // Then
    assertThat(stalled(120)).isFalse();
    assertThat(stalled(121)).isTrue();
    liveness.ended();
    liveness.begin(false, 0);
    assertThat(stalled(240)).isFalse();
    assertThat(stalled(241)).isTrue();
    liveness.ended();

    // When
    liveness.begin(false, 0);
    batch(1, true);
    liveness.begin(false, 0);

    // Then
    assertThat(stalled(121)).isTrue();
  }

  @Test
  void aSnapshotMayBeSilentWhileTheServerAnswersOtherQuestions() {
    // Given
    liveness.begin(true, 0);

    // Then
    assertThat(stalled(9_999)).isFalse();
    assertThat(liveness.isStalled(false, false, 121 * SECOND)).isTrue();
  }

  private void batch(long second, boolean proof) {
    liveness.writing(second * SECOND);
    liveness.written(false, proof, second * SECOND);
  }

  private boolean stalled(long second) {
    return liveness.isStalled(false, true, second * SECOND);
  }
}
