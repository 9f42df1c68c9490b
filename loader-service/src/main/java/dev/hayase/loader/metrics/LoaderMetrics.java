package dev.hayase.loader.metrics;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// What is counted. For every topic, at any time:
///
/// `received = loaded + parked + skipped + control + returned + in flight`
///
/// where in flight is never negative and returns to zero when the topic is idle. Alert when
/// `parked` grows (records wait for an operator in the dead letters) and when in flight stays up
/// while `loaded` stands still.
public interface LoaderMetrics {
  /// In place of a time: no record waits.
  long NOTHING_WAITS = Long.MAX_VALUE;

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

  /// Records are done.
  void settled(String topic, Result result, int records);

  /// BigQuery acknowledged rows this long after the source committed their changes: one figure for
  /// each row, but none for snapshot rows, whose age says nothing.
  void acknowledged(String topic, long... micros);

  /// BigQuery took a request.
  ///
  /// @param bytes of its rows
  /// @param millis since Kafka's broker appended the oldest of its records; 0 when no record stands
  ///   for any of its rows
  void answered(String topic, long bytes, long millis);

  /// BigQuery failed a request, or a step of preparing the table.
  ///
  /// @param code of the [dev.hayase.loader.outcome.Failure]
  void failed(String topic, String code);

  /// The table is in trouble since then, or in none.
  void troubled(String topic, Optional<Instant> since);

  /// Tells where to read how many bytes a table holds, and when the broker appended the oldest of
  /// its records that is read and not settled, in milliseconds since 1970; [#NOTHING_WAITS] when
  /// there is none.
  void observe(String topic, LongSupplier heldBytes, LongSupplier oldestMillis);

  /// Tells where to read how many offsets what is settled of a partition is behind its end.
  void observeLag(String topic, int partition, LongSupplier offsets);

  /// The partition is no longer ours.
  void forgetLag(String topic, int partition);

  /// Tells where to read how many bytes may be on their way to BigQuery, how many are, and whether
  /// all tables wait because the project's quota is used up.
  void observeFlight(LongSupplier windowBytes, LongSupplier flightBytes, BooleanSupplier braked);

  /// Tells where to read two levels: bytes that records and rows hold in memory, and the number of
  /// partitions that are paused because of that.
  void observe(LongSupplier bufferedBytes, LongSupplier pausedPartitions);
}
