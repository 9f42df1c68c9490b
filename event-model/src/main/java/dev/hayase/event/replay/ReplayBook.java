package dev.hayase.event.replay;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.replay.PartProgress.State;
import dev.hayase.event.wire.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the topic `hayase.replays` says: fed with every record of it in order. Not thread-safe.
///
/// Three kinds of records stand there: an order under its id, the progress of a partition under
/// `id/partition`, and each stream that takes a partition's rows under `id/partition/stream`. Each
/// stream has a record of its own, so that no loader that lost its partition without knowing can
/// hide the stream of its successor.
public final class ReplayBook {
  private final Map<String, ReplayOrder> orders = new LinkedHashMap<>();
  private final Map<String, PartProgress> parts = new HashMap<>();
  private final Map<String, Set<String>> streams = new HashMap<>();

  /// The key of a partition's progress.
  public static String key(String id, int partition) {
    return id + "/" + partition;
  }

  /// The key of a stream.
  ///
  /// @param stream its full name, which is the record's value
  public static String key(String id, int partition, String stream) {
    return key(id, partition) + "/" + stream.substring(stream.lastIndexOf('/') + 1);
  }

  /// Takes the next record. What cannot be read is passed over: it is not this version's.
  public void accept(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null || value == null) {
      return;
    }
    String[] path = new String(key, StandardCharsets.UTF_8).split("/", 3);
    try {
      switch (path.length) {
        case 1 -> orders.put(path[0], ReplayOrder.fromJson(value));
        case 2 -> parts.put(path[0] + "/" + path[1], PartProgress.fromJson(value));
        default ->
            streams
                .computeIfAbsent(path[0] + "/" + path[1], _ -> new LinkedHashSet<>())
                .add(new String(value, StandardCharsets.UTF_8));
      }
    } catch (MalformedRecordException e) {
      return;
    }
  }

  /// Every order, oldest first.
  public Collection<ReplayOrder> orders() {
    return Collections.unmodifiableCollection(orders.values());
  }

  public Optional<ReplayOrder> order(String id) {
    return Optional.ofNullable(orders.get(id));
  }

  /// How far a partition is; empty before a loader has begun it.
  public Optional<PartProgress> progress(String id, int partition) {
    return Optional.ofNullable(parts.get(key(id, partition)));
  }

  /// The streams that a partition's rows went to.
  public List<String> streams(String id, int partition) {
    return List.copyOf(streams.getOrDefault(key(id, partition), Set.of()));
  }

  /// The streams of every order that may still take rows of a partition. An order that was done or
  /// called off has ended its own.
  public List<String> unended(String topic, int partition) {
    List<String> unended = new ArrayList<>();
    for (ReplayOrder order : orders.values()) {
      boolean ended =
          progress(order.id(), partition)
              .map(p -> p.state() == State.DONE || p.state() == State.CANCELLED)
              .orElse(false);
      if (order.topic().equals(topic) && !ended) {
        unended.addAll(streams(order.id(), partition));
      }
    }
    return unended;
  }

  /// Whether the partition has still something to do.
  public boolean isOpen(ReplayOrder order, int partition) {
    OffsetRange range = order.ranges().get(partition);
    return range != null
        && !range.isEmpty()
        && progress(order.id(), partition).map(p -> !p.state().isOver()).orElse(true);
  }

  /// Whether any partition has still something to do.
  public boolean isOpen(ReplayOrder order) {
    return order.ranges().keySet().stream().anyMatch(partition -> isOpen(order, partition));
  }

  /// The orders that have still something to do for a partition, oldest first.
  public List<ReplayOrder> open(String topic, int partition) {
    List<ReplayOrder> open = new ArrayList<>();
    for (ReplayOrder order : orders.values()) {
      if (order.topic().equals(topic) && isOpen(order, partition)) {
        open.add(order);
      }
    }
    return open;
  }

  /// The order that has redriven a dead letter, or is about to.
  public Optional<ReplayOrder> redrives(DeadLetter letter) {
    for (ReplayOrder order : orders.values()) {
      boolean chosen =
          order.topic().equals(letter.topic())
              && order.letters().isPresent()
              && letter.letter() < order.letters().get().end()
              && order.letters().get().filter().takes(letter);
      OffsetRange range = order.ranges().get(letter.partition());
      if (chosen
          && range != null
          && letter.offset() >= range.from()
          && letter.offset() < range.to()) {
        boolean reached =
            progress(order.id(), letter.partition())
                .map(progress -> letter.offset() < progress.position())
                .orElse(false);
        if (reached || (order.cancelledAt().isEmpty() && isOpen(order, letter.partition()))) {
          return Optional.of(order);
        }
      }
    }
    return Optional.empty();
  }

  /// What a consumer at these positions has, in the light of what is being loaded again: a
  /// partition counts only up to where its oldest open replay stands.
  ///
  /// @param positions partition to committed position
  public Map<Integer, Long> reopened(String topic, Map<Integer, Long> positions) {
    Map<Integer, Long> reopened = new TreeMap<>(positions);
    for (ReplayOrder order : orders.values()) {
      // A redrive completes what was complete but for the letters: it reopens nothing.
      if (order.topic().equals(topic)
          && order.letters().isEmpty()
          && order.cancelledAt().isEmpty()) {
        order
            .ranges()
            .forEach((partition, range) -> {
              if (isOpen(order, partition)) {
                long reached =
                    progress(order.id(), partition)
                        .map(PartProgress::position)
                        .orElse(range.from());
                reopened.merge(partition, reached, Math::min);
              }
            });
      }
    }
    return reopened;
  }
}
