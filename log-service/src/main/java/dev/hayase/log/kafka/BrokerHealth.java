package dev.hayase.log.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Whether Kafka takes events, as far as one can tell from what it answered last.
///
/// Thread-safe.
public final class BrokerHealth {
  private final LongSupplier nanos;
  private volatile long answeredNanos;
  private volatile boolean failing;
  private volatile String error = "";

  public BrokerHealth(LongSupplier nanos) {
    this.nanos = nanos;
    answeredNanos = nanos.getAsLong();
  }

  void answered() {
    answeredNanos = nanos.getAsLong();
    if (failing) {
      failing = false;
    }
  }

  void failed(Exception why) {
    error = why.getClass().getSimpleName();
    failing = true;
  }

  /// Why Kafka does not take events, if it does not.
  public Optional<String> trouble() {
    return failing ? Optional.of(error) : Optional.empty();
  }

  /// How long ago Kafka answered last.
  public Duration sinceAnswer() {
    return Duration.ofNanos(nanos.getAsLong() - answeredNanos);
  }
}
