package dev.hayase.loader.flow;

/// Keeps the poll from running ahead of what is sent. Records that only wait cost more than their
/// place: the collector copies them again and again, and a full heap is slower than a short queue.
///
/// @param bytes that may wait in one table; it pauses above and resumes below half of them
public record ReadAhead(long bytes) {
  /// Some ten requests' worth of small rows, some tens of milliseconds of work.
  public static final ReadAhead DEFAULT = new ReadAhead(16 << 20);

  /// Whether a table whose records wait so is to be polled no further.
  ///
  /// @param waitingBytes of records that are read and rows that are not sent
  public boolean isReached(long waitingBytes, boolean paused) {
    return waitingBytes > (paused ? bytes / 2 : bytes);
  }
}
