package dev.hayase.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Awaitility's defaults for the tests of all modules that have it: conditions are looked at
/// without delay, and then ever less often, down to ten times a second. Most hold within
/// milliseconds, and Awaitility by itself looks for the first time after 100. What does not hold is
/// waited for longer than by default: modules are tested beside each other, on machines with more
/// to do.
public final class EagerAwaits implements LauncherSessionListener {
  private static final String AWAITILITY = "org/awaitility/Awaitility.class";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (EagerAwaits.class.getClassLoader().getResource(AWAITILITY) != null) {
      Defaults.set();
    }
  }

  /// Apart, since it is loaded only where Awaitility is.
  private static final class Defaults {
    private static final Duration STEP = Duration.ofMillis(5);
    private static final int MOST_STEPS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static void set() {
      Awaitility.setDefaultTimeout(LIMIT);
      Awaitility.setDefaultPollDelay(Duration.ZERO);
      Awaitility.setDefaultPollInterval(
          (polls, _) -> STEP.multipliedBy(Math.clamp(polls, 1, MOST_STEPS)));
    }
  }
}
