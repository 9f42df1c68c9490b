package dev.hayase.log.journal;

import dev.hayase.log.event.Judged;
import dev.hayase.log.intake.EventLog.Settled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a journal's entries to Kafka, in their order: many at a time while that succeeds, and one
/// by one after a failure.
final class Replay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final long GROUP_BYTES = 1024 * 1024;
  private static final long PAUSE_MILLIS = 500;

  private final Journal journal;
  private final BiConsumer<Judged, Settled> kafka;
  private final Runnable nearlyOver;
  private final Runnable over;
  private final Runnable failed;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /// Whether the last attempt failed.
  private boolean troubled;

  /// @param kafka takes an event and says what became of it
  /// @param nearlyOver called when little is left
  /// @param over called when nothing is left
  /// @param failed called when Kafka did not take an event
  Replay(
      Journal journal,
      BiConsumer<Judged, Settled> kafka,
      Runnable nearlyOver,
      Runnable over,
      Runnable failed) {
    this.journal = journal;
    this.kafka = kafka;
    this.nearlyOver = nearlyOver;
    this.over = over;
    this.failed = failed;
    this.thread = Thread.ofPlatform().name("journal-replay").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        List<byte[]> entries = journal.next(GROUP_BYTES);
        if (!entries.isEmpty()) {
          if (!replay(entries)) {
            return;
          }
          journal.done(entries);
        }
        if (entries.isEmpty() ? journal.isEmpty() : journal.unread() <= GROUP_BYTES) {
          nearlyOver.run();
        }
        over.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.atError().setCause(e).log("The journal cannot be replayed; restart the log-service");
    }
  }

  /// Until all are stored.
  ///
  /// @return false when it is stopped before
  private boolean replay(List<byte[]> entries) throws InterruptedException {
    List<Judged> left = new ArrayList<>(entries.stream().map(EntryBytes::read).toList());
    while (!left.isEmpty()) {
      List<Judged> now = troubled ? left.subList(0, 1) : left;
      List<Judged> again = attempt(now);
      troubled = !again.isEmpty();
      List<Judged> rest = new ArrayList<>(again);
      rest.addAll(left.subList(now.size(), left.size()));
      left = rest;
      if (troubled) {
        failed.run();
        if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    }
    return true;
  }

  /// @return those that Kafka did not take
  private List<Judged> attempt(List<Judged> events) throws InterruptedException {
    AtomicReferenceArray<@Nullable String> failures = new AtomicReferenceArray<>(events.size());
    CountDownLatch open = new CountDownLatch(events.size());
    for (int i = 0; i < events.size(); i++) {
      int place = i;
      kafka.accept(
          events.get(i),
          new Settled() {
            @Override
            public void stored(int partition, long offset) {
              open.countDown();
            }

            @Override
            public void failed(String reason) {
              failures.set(place, reason);
              open.countDown();
            }
          });
    }
    open.await();
    List<Judged> again = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if (failures.get(i) != null) {
        again.add(events.get(i));
      }
    }
    if (!again.isEmpty() && !troubled) {
      LOG.atWarn()
          .addKeyValue("events", again.size())
          .addKeyValue("reason", failures.get(events.indexOf(again.getFirst())))
          .log("Events of the journal are not taken; they are tried again");
    }
    return again;
  }

  /// Waits for what is on its way.
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
