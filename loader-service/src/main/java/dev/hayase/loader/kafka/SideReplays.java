package dev.hayase.loader.kafka;

import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.loader.replay.ReplayStatus;
import dev.hayase.records.SourcePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the orders to load again, and carries out those of partitions that are ours: one order
/// of a partition at a time, the oldest first.
final class SideReplays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SideReplays.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// Each takes some megabytes.
  private static final int MOST_AT_ONCE = 8;

  private final ReplayTopic topic;
  private final Readers readers;
  private final Set<SourcePartition> owned = ConcurrentHashMap.newKeySet();
  private final Map<SourcePartition, SideReader> running = new HashMap<>();
  private @Nullable Thread follower;
  private boolean silent;

  /// Makes readers.
  interface Readers {
    SideReader of(ReplayOrder order, SourcePartition partition);
  }

  SideReplays(ReplayTopic topic, Readers readers) {
    this.topic = topic;
    this.readers = readers;
  }

  void start() {
    follower = Thread.ofVirtual().name("replays").start(this::follow);
  }

  /// The partition is ours.
  void assigned(SourcePartition partition) {
    owned.add(partition);
  }

  /// The partition is no longer ours.
  synchronized void revoked(SourcePartition partition) {
    owned.remove(partition);
    SideReader reader = running.remove(partition);
    if (reader != null) {
      reader.stop();
    }
  }

  /// Whether anything of ours is being loaded again.
  synchronized boolean isRunning() {
    return running.values().stream().anyMatch(reader -> !reader.isOver());
  }

  /// Every order, oldest first.
  List<ReplayStatus> statuses() {
    Map<String, SortedMap<Integer, PartProgress>> here = here();
    return topic.ask(book -> {
      List<ReplayStatus> statuses = new ArrayList<>();
      for (ReplayOrder order : book.orders()) {
        SortedMap<Integer, PartProgress> known = new TreeMap<>();
        for (int partition : order.ranges().keySet()) {
          book.progress(order.id(), partition).ifPresent(p -> known.put(partition, p));
        }
        statuses.add(
            new ReplayStatus(order, here.getOrDefault(order.id(), new TreeMap<>()), known));
      }
      return statuses;
    });
  }

  private synchronized Map<String, SortedMap<Integer, PartProgress>> here() {
    Map<String, SortedMap<Integer, PartProgress>> here = new HashMap<>();
    running.forEach((partition, reader) ->
        here.computeIfAbsent(reader.order().id(), _ -> new TreeMap<>())
            .put(partition.partition(), reader.progress()));
    return here;
  }

  private void follow() {
    try {
      while (true) {
        look();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    // Whoever had a partition before us has written what it had to say before we got it.
    Set<SourcePartition> ours = Set.copyOf(owned);
    try {
      topic.catchUp();
      silent = false;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | UnknownWireVersionException e) {
      if (!silent) {
        LOG.atWarn()
            .addKeyValue("error", e.getMessage())
            .log("The orders to load again cannot be read; trying on");
      }
      silent = true;
      return;
    }
    topic
        .ask(SideReplays::open)
        .forEach((partition, order) -> {
          if (ours.contains(partition)) {
            carryOut(order, partition);
          }
        });
  }

  /// The oldest open order of each partition that has any.
  private static Map<SourcePartition, ReplayOrder> open(ReplayBook book) {
    Map<SourcePartition, ReplayOrder> open = new LinkedHashMap<>();
    for (ReplayOrder order : book.orders()) {
      for (int partition : order.ranges().keySet()) {
        if (book.isOpen(order, partition)) {
          open.putIfAbsent(new SourcePartition(order.topic(), partition), order);
        }
      }
    }
    return open;
  }

  private synchronized void carryOut(ReplayOrder order, SourcePartition partition) {
    SideReader present = running.get(partition);
    if (present != null && present.isOver()) {
      running.remove(partition);
      present = null;
    }
    if (present != null) {
      if (order.cancelledAt().isPresent() && present.order().cancelledAt().isEmpty()) {
        present.stop();
        running.remove(partition);
        begin(order, partition);
      }
      return;
    }
    long busy = running.values().stream().filter(reader -> !reader.isOver()).count();
    if (owned.contains(partition) && busy < MOST_AT_ONCE) {
      begin(order, partition);
    }
  }

  private void begin(ReplayOrder order, SourcePartition partition) {
    SideReader reader = readers.of(order, partition);
    running.put(partition, reader);
    reader.start();
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.interrupt();
    }
    synchronized (this) {
      running.values().forEach(SideReader::stop);
    }
    topic.close();
  }
}
