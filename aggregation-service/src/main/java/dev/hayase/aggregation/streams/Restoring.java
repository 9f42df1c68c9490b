package dev.hayase.aggregation.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/// Counts the records of state that are still to be restored.
final class Restoring implements StateRestoreListener {
  private final AtomicLong remaining;
  private final Map<TopicPartition, Long> each = new ConcurrentHashMap<>();

  Restoring(AtomicLong remaining) {
    this.remaining = remaining;
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    each.put(partition, Math.max(0, end - start));
    sum();
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
    each.computeIfPresent(partition, (_, left) -> Math.max(0, left - count));
    sum();
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    each.remove(partition);
    sum();
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    each.remove(partition);
    sum();
  }

  private void sum() {
    remaining.set(each.values().stream().mapToLong(Long::longValue).sum());
  }
}
