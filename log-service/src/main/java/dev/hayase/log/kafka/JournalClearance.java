package dev.hayase.log.kafka;

import dev.hayase.log.watermark.HeldJournal;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody each second through when this instance's journal is clear. While it is not, or
/// while Kafka cannot be told, what was told last holds the watermark.
public final class JournalClearance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalClearance.class);
  private static final long PERIOD_MILLIS = 1_000;

  private final KafkaCluster cluster;
  private final HeldJournal journal;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable Look before;

  /// Starts to tell.
  public JournalClearance(KafkaCluster cluster, HeldJournal journal) {
    this.cluster = cluster;
    this.journal = journal;
    thread = Thread.ofPlatform().name("journal-clearance").daemon().start(this::run);
  }

  /// A moment at which the journal was looked at, and the broker's time soon after.
  private record Look(boolean empty, long appended, Instant time) {}

  private void run() {
    try (HoldsTopic topic = new HoldsTopic(cluster)) {
      do {
        try {
          look(topic);
        } catch (KafkaException e) {
          LOG.atDebug().addKeyValue("error", e.toString()).log("Kafka was not told of the journal");
        }
      } while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
      leave(topic);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The journal is clear through the broker's time of the look before, if at no moment since that
  /// look an event waited in it. One that did may have come to its topic after that time, though it
  /// was acknowledged before.
  private void look(HoldsTopic topic) throws InterruptedException {
    boolean empty = journal.isEmpty();
    long appended = journal.appended();
    Look last = before;
    if (last != null && last.empty() && empty && last.appended() == appended) {
      topic.put(journal.instance(), last.time());
      journal.hold();
    }
    before = new Look(empty, appended, topic.tick().time());
  }

  /// Who goes with an empty journal need not be waited for.
  private void leave(HoldsTopic topic) throws InterruptedException {
    if (!journal.release()) {
      return;
    }
    try {
      topic.remove(journal.instance());
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("instance", journal.instance())
          .addKeyValue("error", e.toString())
          .log(
              "Kafka was not told that this instance has gone: the watermark of streams waits for it");
    }
  }

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
