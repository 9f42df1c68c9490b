package dev.hayase.loader.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What is counted. For every topic, at any time:
///
/// `received = loaded + parked + skipped + control + returned + in flight`
///
/// where in flight is never negative and returns to zero when the topic is idle. Alert when
/// `parked` grows (records wait for an operator in the dead letters) and when in flight stays up
/// while `loaded` stands still.
public interface LoaderMetrics {

  /// What became of a record.
  enum Result {
    /// Its row is acknowledged by BigQuery.
    LOADED,
    /// It is acknowledged by the dead-letter topic.
    PARKED,
    /// It needs no row: a tombstone, or a row that the table held already.
    SKIPPED,
    /// It was a control record, and what it asks for is done.
    CONTROL,
    /// It was not finished when its partition moved to another loader, who reads it again.
    RETURNED
  }

  /// Records were taken from Kafka.
  void received(String topic, int records);

  /// A record is done.
  void settled(String topic, Result result);

  /// BigQuery acknowledged a row this long after the source committed the change. Not called for
  /// snapshot rows, whose age says nothing.
  void acknowledged(String topic, long micros);

  /// BigQuery failed a request, or a step of preparing the table.
  ///
  /// @param code of the [dev.hayase.loader.outcome.Failure]
  void failed(String topic, String code);

  /// The table is in trouble since then, or in none.
  void troubled(String topic, Optional<Instant> since);

  /// Tells where to read two levels: bytes that records and rows hold in memory, and the number of
  /// partitions that are paused because of that.
  void observe(LongSupplier bufferedBytes, LongSupplier pausedPartitions);
}
