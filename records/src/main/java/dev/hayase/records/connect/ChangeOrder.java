package dev.hayase.records.connect;

import java.time.Instant;
import java.util.List;

/// Which of two changes of a row is the later one.
///
/// A source whose log begins anew writes changes whose places lie before those of older ones. So
/// what Kafka took after such a moment has an epoch of its own. The epoch follows from the record
/// alone, and not from when it is read: whoever reads it again finds the same.
///
/// @param bySource whether places in the source's log decide within an epoch, as far as records
///   tell them; else Kafka's offsets
/// @param epochs the moments at which another log began, the earliest first
public record ChangeOrder(boolean bySource, List<Instant> epochs) {
  public static final ChangeOrder USUAL = new ChangeOrder(true, List.of());

  public ChangeOrder {
    epochs = List.copyOf(epochs);
  }

  /// The epoch of a record: the milliseconds of the last moment that is not after it; 0 before all.
  ///
  /// @param timestampMillis when Kafka took it
  public long epoch(long timestampMillis) {
    long epoch = 0;
    for (Instant begin : epochs) {
      long millis = begin.toEpochMilli();
      if (millis <= timestampMillis) {
        epoch = millis;
      }
    }
    return epoch;
  }
}
