package dev.hayase.emulator.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Waiting without a thread. Latencies are real: by the emulator's clock, which a test may stop,
/// they might never end.
record Pace(Executor executor) {
  /// How often it is looked whether a full stop has been lifted.
  static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  void after(Duration delay, Runnable then) {
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, executor)
        .execute(then);
  }
}
