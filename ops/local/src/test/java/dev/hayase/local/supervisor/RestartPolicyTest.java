package dev.hayase.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.supervisor.RestartPolicy.GiveUp;
import dev.hayase.local.supervisor.RestartPolicy.Restart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private final RestartPolicy policy =
      new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofMinutes(1));

  @Test
  void pauseDoublesWithEachDeathInARowUpToTheLongest() {
    // When
    List<Object> verdicts = new ArrayList<>();
    for (int earlier = 0; earlier < 6; earlier++) {
      verdicts.add(policy.decide(137, Duration.ofSeconds(1), earlier));
    }

    // Then
    assertThat(verdicts)
        .containsExactly(
            new Restart(Duration.ofMillis(500), 1),
            new Restart(Duration.ofSeconds(1), 2),
            new Restart(Duration.ofSeconds(2), 3),
            new Restart(Duration.ofSeconds(4), 4),
            new Restart(Duration.ofSeconds(4), 5),
            new Restart(Duration.ofSeconds(4), 6));
  }

  @Test
  void settledLifeStartsANewRow() {
    assertThat(policy.decide(1, Duration.ofMinutes(1), 9))
        .isEqualTo(new Restart(Duration.ofMillis(500), 1));
  }

  @Test
  void thousandthDeathInARowStillHasTheLongestPause() {
    assertThat(policy.decide(1, Duration.ZERO, 999))
        .isEqualTo(new Restart(Duration.ofSeconds(4), 1000));
  }

  @Test
  void wrongConfigurationIsNotStartedAgain() {
    assertThat(policy.decide(RestartPolicy.BAD_CONFIGURATION, Duration.ZERO, 0))
        .isEqualTo(new GiveUp("its configuration is wrong, a restart cannot help"));
  }

  @Test
  void cleanEndThatNobodyAskedForIsADeathToo() {
    assertThat(policy.decide(0, Duration.ZERO, 0))
        .isEqualTo(new Restart(Duration.ofMillis(500), 1));
  }
}
