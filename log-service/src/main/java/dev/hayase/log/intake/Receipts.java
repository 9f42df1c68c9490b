package dev.hayase.log.intake;

import dev.hayase.log.event.Quarantined;
import dev.hayase.log.event.Receipt;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Gathers what became of the events of one request. One thread waits; others tell.
final class Receipts {
  private final AtomicReferenceArray<Receipt> receipts;
  private final CountDownLatch open;

  Receipts(int events) {
    receipts = new AtomicReferenceArray<>(events);
    open = new CountDownLatch(events);
  }

  /// What became of one event; the first word counts.
  void put(int place, Receipt receipt) {
    if (receipts.compareAndSet(place, null, receipt)) {
      open.countDown();
    }
  }

  EventLog.Settled stored(int place, String id) {
    return new EventLog.Settled() {
      @Override
      public void stored(int partition, long offset) {
        put(place, new Receipt.Stored(id, partition, offset));
      }

      @Override
      public void failed(String reason) {
        put(place, new Receipt.Retry(reason));
      }

      @Override
      public void refused(String reason) {
        put(place, new Receipt.Refused(reason));
      }
    };
  }

  EventLog.Settled kept(int place, String id, Quarantined.Code code, String why) {
    return new EventLog.Settled() {
      @Override
      public void stored(int partition, long offset) {
        put(place, new Receipt.Kept(id, code, why));
      }

      @Override
      public void failed(String reason) {
        put(place, new Receipt.Retry(reason));
      }

      @Override
      public void refused(String reason) {
        put(place, new Receipt.Refused(reason));
      }
    };
  }

  /// Waits until all are told.
  List<Receipt> await() throws InterruptedException {
    open.await();
    Receipt[] all = new Receipt[receipts.length()];
    for (int i = 0; i < all.length; i++) {
      all[i] = receipts.get(i);
    }
    return List.of(all);
  }
}
