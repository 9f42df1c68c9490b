package dev.hayase.loader.delivery;

import dev.hayase.loader.metrics.LoaderMetrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Counts, for tests.
final class CountedMetrics implements LoaderMetrics {
  private final Map<Result, Long> settled = new EnumMap<>(Result.class);
  private long received;

  @Override
  public synchronized void received(String topic, int records) {
    received += records;
  }

  @Override
  public synchronized void settled(String topic, Result result) {
    settled.merge(result, 1L, Long::sum);
  }

  @Override
  public void acknowledged(String topic, long micros) {}

  @Override
  public void observe(LongSupplier bufferedBytes, LongSupplier pausedPartitions) {}

  synchronized long received() {
    return received;
  }

  synchronized Map<Result, Long> settled() {
    return Map.copyOf(settled);
  }
}
