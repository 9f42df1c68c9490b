package dev.hayase.loader.flow;

import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.pipeline.TableSettings.Priority;

/// What an operator can turn while a table loads, as it is in effect.
///
/// @param paused whether nothing is polled and nothing sent
/// @param bytesPerSecond of rows sent, or [TokenBucket#UNLIMITED]
/// @param requestsInFlight unanswered requests of one stream, at most
public record Knobs(
    boolean paused,
    long bytesPerSecond,
    int requestsInFlight,
    BatchLimits batch,
    Priority priority) {
  private static final int USUAL_REQUESTS_IN_FLIGHT = 8;

  /// What holds as long as nobody turns anything.
  public static Knobs usual(BatchLimits batch, Priority priority) {
    return new Knobs(false, TokenBucket.UNLIMITED, USUAL_REQUESTS_IN_FLIGHT, batch, priority);
  }
}
