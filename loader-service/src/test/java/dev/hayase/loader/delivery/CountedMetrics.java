package dev.hayase.loader.delivery;

import dev.hayase.loader.metrics.LoaderMetrics;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Counts, for tests.
final class CountedMetrics implements LoaderMetrics {
  private final Map<Result, Long> settled = new EnumMap<>(Result.class);
  private final Map<String, Long> failed = new TreeMap<>();
  private Optional<Instant> troubled = Optional.empty();
  private long received;
  private long answeredBytes;
  private volatile LongSupplier oldest = () -> NOTHING_WAITS;

  @Override
  public synchronized void received(String topic, int records) {
    received += records;
  }

  @Override
  public synchronized void settled(String topic, Result result, int records) {
    settled.merge(result, (long) records, Long::sum);
  }

  @Override
  public void acknowledged(String topic, long... micros) {}

  @Override
  public synchronized void answered(String topic, long bytes, long millis) {
    answeredBytes += bytes;
  }

  @Override
  public void observe(String topic, LongSupplier heldBytes, LongSupplier oldestMillis) {
    oldest = oldestMillis;
  }

  @Override
  public void observeLag(String topic, int partition, LongSupplier offsets) {}

  @Override
  public void forgetLag(String topic, int partition) {}

  @Override
  public synchronized void failed(String topic, String code) {
    failed.merge(code, 1L, Long::sum);
  }

  @Override
  public synchronized void troubled(String topic, Optional<Instant> since) {
    troubled = since;
  }

  @Override
  public void observeFlight(
      LongSupplier windowBytes, LongSupplier flightBytes, BooleanSupplier braked) {}

  @Override
  public void observe(LongSupplier bufferedBytes, LongSupplier pausedPartitions) {}

  synchronized void forget() {
    settled.clear();
    failed.clear();
    received = 0;
  }

  /// Bytes of the requests that were taken.
  synchronized long answeredBytes() {
    return answeredBytes;
  }

  /// When the oldest record was appended that waits.
  long oldestMillis() {
    return oldest.getAsLong();
  }

  synchronized long received() {
    return received;
  }

  /// How often each failure happened.
  synchronized Map<String, Long> failed() {
    return Map.copyOf(failed);
  }

  /// Since when there is trouble.
  synchronized Optional<Instant> troubled() {
    return troubled;
  }

  synchronized Map<Result, Long> settled() {
    return Map.copyOf(settled);
  }
}
