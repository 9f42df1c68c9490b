package dev.hayase.log.admission;

import dev.hayase.pipeline.access.Sender;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many bytes a sender may send in a second, where its key says so.
///
/// Thread-safe.
public final class Quotas {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private record Limit(int bytes, RateLimiter limiter) {}

  private final Map<String, Limit> limits = new ConcurrentHashMap<>();

  /// Counts bytes against the sender's quota.
  ///
  /// @return whether they are within it; a request that is larger than a whole second's share takes
  ///   all of one
  public boolean take(Sender sender, long bytes) {
    if (sender.rate().isEmpty()) {
      return true;
    }
    int perSecond = Math.clamp(sender.rate().get().bytes(), 1, Integer.MAX_VALUE);
    Limit limit =
        limits.compute(
            sender.name(),
            (name, known) ->
                known != null && known.bytes() == perSecond ? known : limit(name, perSecond));
    return limit.limiter().acquirePermission(Math.clamp(bytes, 1, perSecond));
  }

  private static Limit limit(String name, int perSecond) {
    return new Limit(
        perSecond,
        RateLimiter.of(
            name,
            RateLimiterConfig.custom()
                .limitForPeriod(perSecond)
                .limitRefreshPeriod(PERIOD)
                .timeoutDuration(Duration.ZERO)
                .build()));
  }
}
