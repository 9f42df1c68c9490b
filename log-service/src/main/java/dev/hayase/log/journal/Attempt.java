package dev.hayase.log.journal;

import dev.hayase.log.event.Judged;
import dev.hayase.log.intake.EventLog.Settled;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;

/// Events that are handed to Kafka in their order, and what became of each. None is handed over
/// behind one that is known to have failed: it would overtake it.
final class Attempt {
  private final AtomicReferenceArray<Result> results;
  private final CountDownLatch open;
  private volatile boolean failed;

  /// What became of an event.
  sealed interface Result {
    /// It is on its topic.
    record Stored() implements Result {}

    /// It is not, now.
    record Again(String reason) implements Result {}

    /// It is not, and never will be.
    record Never(String reason) implements Result {}
  }

  /// Returns when it is known of all.
  Attempt(List<Judged> events, BiConsumer<Judged, Settled> kafka) throws InterruptedException {
    results = new AtomicReferenceArray<>(events.size());
    open = new CountDownLatch(events.size());
    for (int i = 0; i < events.size(); i++) {
      if (failed) {
        put(i, new Result.Again("One before it was not taken"));
      } else {
        kafka.accept(events.get(i), told(i));
      }
    }
    open.await();
  }

  Result result(int place) {
    return results.get(place);
  }

  private void put(int place, Result result) {
    results.set(place, result);
    open.countDown();
  }

  private Settled told(int place) {
    return new Settled() {
      @Override
      public void stored(int partition, long offset) {
        put(place, new Result.Stored());
      }

      @Override
      public void failed(String reason) {
        failed = true;
        put(place, new Result.Again(reason));
      }

      @Override
      public void refused(String reason) {
        put(place, new Result.Never(reason));
      }
    };
  }
}
