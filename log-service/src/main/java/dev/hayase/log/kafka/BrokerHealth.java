package dev.hayase.log.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.RetriableException;

/// Whether Kafka takes events, as far as one can tell from what it answered last.
///
/// Thread-safe.
public final class BrokerHealth {
  private static final long SILENCE_NANOS =
      Duration.ofMillis(ClientSettings.DELIVERY_MILLIS).toNanos();

  private final LongSupplier nanos;
  private volatile long answeredNanos;
  private volatile boolean failing;
  private volatile boolean away;
  private volatile long awayNanos;
  private volatile String error = "";

  public BrokerHealth(LongSupplier nanos) {
    this.nanos = nanos;
    answeredNanos = nanos.getAsLong();
  }

  void answered() {
    answeredNanos = nanos.getAsLong();
    if (failing) {
      recovered();
    }
  }

  private synchronized void recovered() {
    failing = false;
    away = false;
  }

  /// Something was given up. When nothing else was answered since it was handed to Kafka, Kafka is
  /// away, and not just a part of it.
  synchronized void failed(Exception why) {
    error = why.getClass().getSimpleName();
    failing = true;
    if (why instanceof RetriableException && nanos.getAsLong() - answeredNanos >= SILENCE_NANOS) {
      awayNanos = away ? awayNanos : nanos.getAsLong();
      away = true;
    }
    notifyAll();
  }

  /// Whether Kafka is known to be away: nothing that is handed to it now would be answered soon.
  boolean isAway() {
    return away;
  }

  /// Since when it is known; nothing while Kafka is there.
  public Duration awayFor() {
    return away ? Duration.ofNanos(nanos.getAsLong() - awayNanos) : Duration.ZERO;
  }

  /// Why Kafka does not take events, if it does not.
  public Optional<String> trouble() {
    return failing ? Optional.of(error) : Optional.empty();
  }

  /// Waits until Kafka does not take events.
  synchronized void awaitTrouble() throws InterruptedException {
    while (!failing) {
      wait();
    }
  }
}
