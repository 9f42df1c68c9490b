package dev.hayase.log.journal;

import dev.hayase.log.event.Judged;
import dev.hayase.log.intake.EventLog.Settled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a journal's entries to Kafka, in their order: many at a time while that succeeds, and one
/// by one at first and after a failure.
final class Replay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
  private static final long GROUP_BYTES = 1024 * 1024;
  private static final long PAUSE_MILLIS = 500;

  private final Journal journal;
  private final BiConsumer<Judged, Settled> kafka;
  private final BiFunction<Judged, String, Optional<Judged>> refused;
  private final Runnable nearlyOver;
  private final Runnable over;
  private final Runnable failed;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /// Whether it is not known that Kafka takes events: one is tried alone.
  private boolean careful = true;

  /// Whether the log says that events are not taken.
  private boolean complained;

  /// @param kafka takes an event and says what became of it
  /// @param refused called with an event that Kafka never takes, and why; what is to be sent
  ///   instead, if anything; an [UncheckedIOException] when nobody can have it now
  /// @param nearlyOver called when little is left
  /// @param over called when nothing is left
  /// @param failed called when Kafka did not take an event
  Replay(
      Journal journal,
      BiConsumer<Judged, Settled> kafka,
      BiFunction<Judged, String, Optional<Judged>> refused,
      Runnable nearlyOver,
      Runnable over,
      Runnable failed) {
    this.journal = journal;
    this.kafka = kafka;
    this.refused = refused;
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
        if (entries.isEmpty()) {
          careful = true;
        } else {
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

  /// Until all are stored, or set aside.
  ///
  /// @return false when it is stopped before
  private boolean replay(List<byte[]> entries) throws InterruptedException {
    List<Judged> left = new ArrayList<>(entries.stream().map(EntryBytes::read).toList());
    while (!left.isEmpty()) {
      List<Judged> now = careful ? left.subList(0, 1) : left;
      Attempt attempt = new Attempt(now, kafka);
      List<Judged> rest = new ArrayList<>();
      boolean taken = true;
      for (int i = 0; i < now.size(); i++) {
        switch (attempt.result(i)) {
          case Attempt.Result.Stored _ -> {}
          case Attempt.Result.Again(String reason) -> {
            complain(reason);
            rest.add(now.get(i));
            taken = false;
          }
          case Attempt.Result.Never(String reason) -> {
            try {
              refused.apply(now.get(i), reason).ifPresent(rest::add);
            } catch (UncheckedIOException e) {
              complain(e.toString());
              rest.add(now.get(i));
              taken = false;
            }
          }
        }
      }
      rest.addAll(left.subList(now.size(), left.size()));
      left = rest;
      careful = !taken;
      if (taken) {
        complained = false;
      } else {
        failed.run();
        if (stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    }
    return true;
  }

  private void complain(String reason) {
    if (!complained) {
      complained = true;
      LOG.atWarn()
          .addKeyValue("reason", reason)
          .log("Events of the journal are not taken; they are tried again");
    }
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
