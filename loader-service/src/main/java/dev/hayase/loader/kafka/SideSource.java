package dev.hayase.loader.kafka;

import dev.hayase.records.SourceRecord;
import java.util.List;

/// Where records that are loaded again come from, in the order of the offsets that they have in
/// their own partition.
interface SideSource {
  /// The offset of the next record from `from` on, or about it; `to` when there is none before.
  long nextFrom(long from, long to) throws InterruptedException;

  /// Reads the records from `from` to before `to`.
  ///
  /// @return the offset up to which it has read, `to` at most
  long read(long from, long to, Taker taker) throws InterruptedException;

  /// Takes records.
  interface Taker {
    /// @param bytes that were read
    /// @param through the offset up to which there are no others
    void take(List<SourceRecord> records, long bytes, long through) throws InterruptedException;
  }

  /// Records that are needed are no longer there.
  final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GoneException(String message) {
      super(message, null, false, false);
    }
  }
}
