package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.records.SourcePartition;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// How a table's partitions stand: published by its thread after each turn, read by any.
final class Standing {
  private final Map<SourcePartition, Settled> settled = new ConcurrentHashMap<>();
  private Consumer<SourcePartition> whenSettled = _ -> {};
  private volatile long oldestMillis = LoaderMetrics.NOTHING_WAITS;
  private volatile long awaitingBytes;
  private volatile Set<Integer> detained = Set.of();

  /// Has the table's thread do this whenever [#settled] has changed for a partition. To be said
  /// before the thread begins.
  void whenSettled(Consumer<SourcePartition> then) {
    whenSettled = then;
  }

  /// How far each partition is settled.
  Map<SourcePartition, Settled> settled() {
    return settled;
  }

  /// When the broker appended the oldest record that is not settled.
  long oldestMillis() {
    return oldestMillis;
  }

  /// Bytes that records and rows hold that wait for something else than their turn.
  long awaitingBytes() {
    return awaitingBytes;
  }

  /// Whether a partition is not to be polled.
  boolean isDetained(int partition) {
    return detained.contains(partition);
  }

  /// The partition is no longer ours.
  void gone(SourcePartition partition) {
    settled.remove(partition);
  }

  /// @param bytesInLanes that wait for BigQuery
  void publish(Collection<PartitionLoad> loads, long bytesInLanes, long nowMillis) {
    detain(loads, bytesInLanes, nowMillis);
    oldestMillis =
        loads.stream()
            .flatMapToLong(load -> load.oldestMillis().stream())
            .min()
            .orElse(LoaderMetrics.NOTHING_WAITS);
    for (PartitionLoad load : loads) {
      Settled now = load.settled();
      if (!now.equals(settled.get(load.partition))) {
        settled.put(load.partition, now);
        whenSettled.accept(load.partition);
      }
    }
  }

  private void detain(Collection<PartitionLoad> loads, long bytesInLanes, long nowMillis) {
    Set<Integer> waiting = new HashSet<>();
    long bytes = bytesInLanes;
    for (PartitionLoad load : loads) {
      if (load.isDetained(nowMillis)) {
        waiting.add(load.partition.partition());
        bytes += load.detainedBytes();
      }
    }
    awaitingBytes = bytes;
    detained = waiting;
  }
}
