package dev.hayase.emulator.store;

import java.time.Duration;

/// When the rows of an application-created stream become visible, and for how long the stream lives
/// without traffic. BigQuery's documentation gives four days to COMMITTED and seven to BUFFERED
/// streams ([write-api-streaming](https://cloud.google.com/bigquery/docs/write-api-streaming),
/// quoted in
/// [java-bigquerystorage#2198](https://github.com/googleapis/java-bigquerystorage/issues/2198));
/// PENDING ones are not mentioned and get four here.
public enum StreamType {
  /// With the acknowledgement.
  COMMITTED(Duration.ofDays(4)),
  /// When a flush has moved past them.
  BUFFERED(Duration.ofDays(7)),
  /// When the finalized stream is committed.
  PENDING(Duration.ofDays(4));

  private final Duration idleLife;

  StreamType(Duration idleLife) {
    this.idleLife = idleLife;
  }

  /// Whether rows wait aside before they are visible.
  boolean isStaged() {
    return this != COMMITTED;
  }

  long idleMicros() {
    return idleLife.toNanos() / 1000;
  }
}
